from __future__ import annotations

import pytest

from oci.buyer.page import Control, Form, Page
from oci.buyer.reading import parse_page

BOOKING = """<!doctype html><title>Book</title><body><h1>Book a <b>vehicle</b></h1>
<div class="notice bad" id="errors"><h2>This is not right yet</h2><ul>
  <li><a href="#return_date">Return must be after pick-up.</a></li>
  <li>Choose &amp; check.</li></ul></div>
<ul><li>not an error</li></ul>
<form method="POST" action="/p/1/check/#vehicle" id="booking">
  <input type="hidden" name="secret" value="a&quot;b">
  <input name="pick_up_date" value="25-11-2026">
  <select name="pick_up_station"><option value="AMS">A<option value="RTM" selected>R</option></select>
  <select name="return_station"><option value="" disabled>-</option><option value="UTC">U</option></select>
  <select name="empty"></select>
  <input type="radio" name="vehicle_class" value="MBMR" disabled checked>
  <input type="radio" name="vehicle_class" value="CDMR">
  <input type="radio" name="driver" value="self" checked>
  <input type="checkbox" name="terms" value="1">
  <textarea name="note">
Line 1
&lt;b&gt;</textarea>
  <input type="submit" name="pressed" value="1"><input type="text" value="without a name">
  <button name="button">Go</button>
</form><p class="reference"> ACME-26-000001 </p>"""

FORM = Form(
    action="/p/1/check/#vehicle",
    method="post",
    key="booking",
    controls=(
        Control("secret", 'a"b', "hidden"),
        Control("pick_up_date", "25-11-2026", "text"),
        Control("pick_up_station", "AMS", "option", is_sent=False),
        Control("pick_up_station", "RTM", "option"),
        Control("return_station", "", "option", is_sent=False, is_disabled=True),
        Control("return_station", "UTC", "option"),
        Control("vehicle_class", "MBMR", "radio", is_sent=False, is_disabled=True),
        Control("vehicle_class", "CDMR", "radio", is_sent=False),
        Control("driver", "self", "radio"),
        Control("terms", "1", "checkbox", is_sent=False),
        Control("note", "Line 1\n<b>", "textarea"),
    ),
)
RETURN = """<form method="post" action="https://erp.example/?a=1&amp;b=2" target="_top" accept-charset="ISO-8859-1"
  id="return"><input type="hidden" name="NEW_ITEM-LONGTEXT_1:132[]" value="one&#10;two"></form>
<form id="report" action="/p/1/returned/"><input type=hidden name=secret value=s></form>"""
PROBLEM = """<h1>Not known</h1><dl><dd>Somebody</dd><dd class="code">CREDENTIALS_WRONG</dd>
<dd class="code">J-1</dd></dl>"""


@pytest.mark.parametrize(
    ("html", "page"),
    [
        (
            BOOKING,
            Page(
                title="Book a vehicle",
                reference="ACME-26-000001",
                errors=("Return must be after pick-up.", "Choose & check."),
                forms=(FORM,),
            ),
        ),
        (
            RETURN,
            Page(
                forms=(
                    Form(
                        action="https://erp.example/?a=1&b=2",
                        method="post",
                        target="_top",
                        charset="ISO-8859-1",
                        key="return",
                        controls=(Control("NEW_ITEM-LONGTEXT_1:132[]", "one\ntwo", "hidden"),),
                    ),
                    Form(action="/p/1/returned/", key="report", controls=(Control("secret", "s", "hidden"),)),
                )
            ),
        ),
        (PROBLEM, Page(title="Not known", code="CREDENTIALS_WRONG", reference="J-1")),
        ('<h1>A</h1><h1>B</h1><dd class="code">X</dd>', Page(title="A", code="X")),
        ("", Page()),
        ("no page at all < & \0", Page()),
        ("<h1>never closed", Page()),
        ("</form></select></textarea></div><input name=a value=b><option value=c>", Page()),
        ("<form><select name=a><option value=b>", Page(forms=(Form(action=""),))),
        ("<form><textarea>x</textarea><input></form>", Page(forms=(Form(action=""),))),
    ],
)
def test_page_is_read_as_a_browser_reads_it(html: str, page: Page) -> None:
    assert parse_page(html) == page


def test_form_sends_what_is_chosen_and_what_is_filled_in() -> None:
    assert FORM.fields == (
        ("secret", 'a"b'),
        ("pick_up_date", "25-11-2026"),
        ("pick_up_station", "RTM"),
        ("return_station", "UTC"),
        ("driver", "self"),
        ("note", "Line 1\n<b>"),
    )
    assert FORM.filled({"note": "", "vehicle_class": "CDMR"}) == (
        ("secret", 'a"b'),
        ("pick_up_date", "25-11-2026"),
        ("pick_up_station", "RTM"),
        ("return_station", "UTC"),
        ("driver", "self"),
        ("note", ""),
        ("vehicle_class", "CDMR"),
    )


def test_forms_are_found_by_their_door_and_their_key() -> None:
    page = Page(forms=(FORM,))

    assert (page.form_to("check"), page.form_named("booking")) == (FORM, FORM)
    assert (page.form_to("register"), page.form_named("return")) == (None, None)
