"""A cart of ten lines, without Django: read as a post, built as a form, and checked before it leaves."""

from __future__ import annotations

from urllib.parse import parse_qsl

from benchmarks import results
from benchmarks.installation import Buyer
from benchmarks.timing import microseconds
from oci.protocol.call import Control, build_query
from oci.protocol.cart import Cart, Item
from oci.protocol.hook_url import parse_hook_url
from oci.protocol.linter import lint_form
from oci.protocol.return_form import build_return_form, parse_returned

LINES = 10
GOAL = 300
HOOK_URL = parse_hook_url("https://erp.acme.example/oci?session=1")
CONTROL = Control(ok_code="ADDI", target="_top", caller="CTLG")
LONGTEXT = """Opel Corsa or similar (CDMR), ACME-26-000123
Pick-up: 8 December 2026, 09:00, Utrecht Centraal
Return: 9 December 2026, 17:00, Utrecht Centraal"""


def line(number: int) -> Item:
    """A rental as we send it: every field that most connections have."""
    return Item.of(
        {
            "DESCRIPTION": f"Compact (CDMR), 2 days from {number} December",
            "QUANTITY": "1",
            "UNIT": "EA",
            "PRICE": f"{150 + number}.00",
            "CURRENCY": "EUR",
            "PRICEUNIT": "1",
            "LONGTEXT": LONGTEXT,
            "VENDOR": "0000104711",
            "VENDORMAT": f"CDMR/ACME-26-{number:06}",
            "MATGROUP": "78111800",
            "EXT_QUOTE_ID": f"ACME-26-{number:06}",
            "EXT_QUOTE_ITEM": "1",
            "EXT_PRODUCT_ID": "CDMR",
        }
    )


def run(buyer: Buyer) -> None:
    cart = Cart(tuple(line(number) for number in range(1, LINES + 1)))
    form = build_return_form(hook_url=HOOK_URL, cart=cart, control=CONTROL, charset="UTF-8")
    # A browser has been in between.
    posted = parse_qsl(build_query(form.fields))
    if parse_returned(posted).cart != cart or lint_form(form):
        raise RuntimeError(f"the cart is not a good one: {lint_form(form)}")
    steps = {
        "parse": microseconds(lambda: parse_returned(posted)),
        "build": microseconds(
            lambda: build_return_form(hook_url=HOOK_URL, cart=cart, control=CONTROL, charset="UTF-8")
        ),
        "lint": microseconds(lambda: lint_form(form)),
    }
    total = sum(steps.values())
    for name, value in steps.items():
        print(f"{name:10}{value:>12.1f} µs")
    print(f"a cart of {LINES} lines: {total:.0f} µs (goal: {GOAL})")
    results.write(
        "cart",
        {
            "lines": LINES,
            "fields": len(form.fields),
            "steps_us": {name: round(value, 1) for name, value in steps.items()},
            "total_us": round(total, 1),
            "goal_us": GOAL,
        },
    )
