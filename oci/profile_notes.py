"""What account managers should know of a buyer's system: one table, in the order of the profiles.

`does` is what it makes of calls and carts; `arrange` what to ask for or look after. Both stand in the admin and in
`docs/reference/profiles.md`, compared by a test; the page also says where each is known from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Note:
    does: Text
    arrange: Text


NOTES: Mapping[str, Note] = MappingProxyType(
    {
        "generic_4_0": Note(
            _("Any system that follows OCI 4.0. Nothing beyond the standard is taken for granted."),
            _("Ask which charset and which unit it expects, and which fields it insists on."),
        ),
        "sap_srm_7": Note(
            _(
                "Shows our pages in a frame, in which browsers keep no cookies. Drops a line that is incomplete,"
                " and tells nobody."
            ),
            _("Enter its origin under frames. The unit must be one that SAP knows by its ISO code."),
        ),
        "sap_s4hana_cloud": Note(
            _(
                "Takes returns over https only. May validate a price, and then refuses a line whose price has"
                " changed."
            ),
            _(
                "Days × the price of a day agrees with what a validation answers, but not with charges beside"
                " it: with those, ask for the validation to be switched off."
            ),
        ),
        "sap_gui_ecc": Note(
            _(
                "The browser within SAP GUI keeps no cookies, and takes the form only when somebody presses the"
                " button."
            ),
            _("Its HOOK_URL is SAPEVENT:POST, so there is no return address to accept."),
        ),
        "afas_profit": Note(
            _(
                "Cuts what is too long, without an error. Users may be allowed to change quantities. The order"
                " comes later, as XML."
            ),
            _("Its free fields are filled from CUST_FIELD16 to CUST_FIELD20: add rules for those in use."),
        ),
        "ultimo": Note(
            _("Follows OCI 5.0, by GET or POST. Each connection is set up by hand there, field by field."),
            _("Agree on fields, units and parameters with whoever sets it up."),
        ),
        "ifs_cloud": Note(
            _(
                "Calls by GET, with credentials and cancel address in the address. Insists on price, currency,"
                " description and article number, and turns the last into capital letters."
            ),
            _(
                "The address entered there ends before HOOK_URL, which IFS appends. Its cancel address must be"
                " an accepted return address."
            ),
        ),
        "odoo": Note(
            _(
                "Reads lines until one is missing, and none without description, price and article number."
                " Makes a product of each new article number. Does not read unit, price unit, currency and"
                " reference."
            ),
            _(
                "The order in Odoo does not name our reference. Where it must, let the article number hold it:"
                " each rental is then a product of its own."
            ),
        ),
        "dolibarr": Note(
            _(
                "Reads 1,000 fields, and no long text. Adds equal lines together, refuses a price of 0, and"
                " takes one return for each visit."
            ),
            _("Leave the reference in the article number: it keeps two rentals of a class apart."),
        ),
        "digiinkoop": Note(
            _("Follows OCI 4.0 to the letter, for goods and for services. A rental is sent as a service."),
            _("The government announced its end for July 2023: ask what has taken its place."),
        ),
        "basware": Note(
            _("Reads OCI as a form only, by GET or POST. May search in our classes in the background."),
            _("Our prices are net: ask for the price type to be set to net."),
        ),
    }
)
