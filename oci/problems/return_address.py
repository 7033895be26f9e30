"""Where a call wants to return to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oci.problems.problem import EXPECTED, Owner, Problem

RETURN_ADDRESS = (
    Problem(
        "HOOK_URL_MISSING",
        400,
        Owner.ERP,
        _("FlexFleet does not know where to return to"),
        _("The call holds no HOOK_URL, or an empty one, under the agreed name."),
        _("Have the procurement system send its return address under the agreed name."),
        EXPECTED,
    ),
    Problem(
        "HOOK_URL_MALFORMED",
        400,
        Owner.ERP,
        _("The return address cannot be used"),
        _("HOOK_URL is not a complete web address, or holds a space, a backslash or a user name."),
        _("Send a complete address such as https://erp.example.com/return, percent-encoded once."),
    ),
    Problem(
        "HOOK_URL_SCHEME",
        400,
        Owner.ERP,
        _("The return address is no web address"),
        _("HOOK_URL does not begin with https://."),
        _("Send a return address that begins with https://."),
    ),
    Problem(
        "HOOK_URL_NOT_HTTPS",
        400,
        Owner.ERP,
        _("The return address is not secure"),
        _("HOOK_URL begins with http://, and this connection returns to https only."),
        _("Send a return address that begins with https://."),
    ),
    Problem(
        "HOOK_URL_NOT_ACCEPTED",
        403,
        Owner.ACCOUNT_MANAGER,
        _("The return address is not one of those agreed"),
        _("HOOK_URL leads to a server or path that is not accepted for this connection."),
        _("If the address is right, the account manager adds it to the accepted return addresses."),
        _("The call names an address at %(origin)s."),
        repeats=True,
    ),
)
