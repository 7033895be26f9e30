"""The values that a cart can be filled with, by name, and what each of them is.

One table for the account manager's help, the check of a rule, and `docs/reference/mapping.md`, compared by a test.
`oci.domain.cart_values` knows how each is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

REQUEST: dict[str, Text] = {
    "reference": _("our number of the request, such as ACME-26-000123"),
    "language": _("language of the employee, such as nl"),
    "registered.date": _("date on which the request was sent"),
    "requester.name": _("name of the requester"),
    "requester.email": _("e-mail address of the requester"),
    "driver.name": _("name of the driver"),
    "driver.email": _("e-mail address of the driver"),
    "driver.phone": _("phone number of the driver"),
    "purchase_number": _("purchase number that came with the call"),
    "cost_centre": _("cost centre that came with the call"),
    "project": _("project that came with the call"),
    "wish": _("what the employee wishes for"),
    "note": _("note of the employee"),
}

RENTAL: dict[str, Text] = {
    "class.code": _("code of the class"),
    "class.name": _("name of the class"),
    "class.acriss": _("ACRISS code of the class"),
    "class.article_number": _("the customer's article number for the class"),
    "class.examples": _("examples of vehicles in the class"),
    "days": _("number of days"),
    "kilometres_included": _("kilometres included in the price; empty when there is no limit"),
    "pick_up.date": _("date of the pick-up"),
    "pick_up.time": _("time of the pick-up, such as 09:00"),
    "pick_up.station": _("name of the pick-up station"),
    "pick_up.station_code": _("code of the pick-up station"),
    "return.date": _("date of the return"),
    "return.time": _("time of the return, such as 17:30"),
    "return.station": _("name of the return station"),
    "return.station_code": _("code of the return station"),
}

PRICE: dict[str, Text] = {
    "net_total": _("total without VAT"),
    "vat_percentage": _("VAT percentage"),
    "vat_amount": _("amount of VAT"),
    "gross_total": _("total with VAT"),
    "currency": _("currency, such as EUR"),
}

LINE: dict[str, Text] = {
    "line.number": _("number of the line in the cart"),
    "line.text": _("what the line is for, such as “Rental, 3 days”"),
    "line.quantity": _("built-in quantity of the line"),
    "line.unit": _("built-in unit of the line"),
    "line.price": _("built-in price of the line"),
    "line.amount": _("amount of the line without VAT"),
    "description": _("built-in DESCRIPTION"),
    "long_text": _("built-in LONGTEXT"),
    "new_line": _("a new line, in LONGTEXT"),
}

VALUES: Mapping[str, Text] = MappingProxyType({**REQUEST, **RENTAL, **PRICE, **LINE})
