"""Each buyer's system that we know, from its call to its cart, at a connection that its profile has set up."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, expect

from oci.profiles import PROFILES
from tests.browser.conftest import Stage
from tests.browser.receiver import RECEIVED, STOPPED
from tests.browser.walking import BACK, SEND, STOP, book, choose, forget_cookies

pytestmark = pytest.mark.browser

# SAP GUI takes the form itself: there is no address at which it arrives.
RETURNING = [code for code in PROFILES if code != "sap_gui_ecc"]
# Whoever submits a form by script leaves a trace.
TELLTALE = """for (const name of ["submit", "requestSubmit"])
  HTMLFormElement.prototype[name] = function () { window.submittedBy = name; };"""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context() as context:
        yield strict(context)


@pytest.fixture
def scriptless_context(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(java_script_enabled=False) as context:
        yield strict(context)


def strict(context: BrowserContext) -> BrowserContext:
    context.on("console", refuse_violations)
    return context


def refuse_violations(message: ConsoleMessage) -> None:
    if "Content Security Policy" in message.text:
        pytest.fail(message.text)


@pytest.mark.slow
@pytest.mark.parametrize("code", RETURNING)
def test_a_cart_arrives_as_the_system_needs_it(context: BrowserContext, stage: Stage, code: str) -> None:
    receiver = stage.receiver(code)
    page = receiver.open(context)

    book(page)
    expect(page.get_by_role("heading", name=RECEIVED)).to_be_visible()

    (arrival,) = receiver.arrivals
    kept = receiver.kept(arrival)
    assert arrival.url == receiver.hook_url
    assert receiver.errors(arrival) == ()
    assert (len(kept.items), kept.lost) == (1, 0)
    assert arrival.value("NEW_ITEM-PRICEUNIT[1]") == "1"


@pytest.mark.slow
@pytest.mark.parametrize(("code", "is_distinct"), [("odoo", False), ("dolibarr", True)])
def test_two_requests_share_an_article_where_that_is_wanted(
    context: BrowserContext, stage: Stage, code: str, *, is_distinct: bool
) -> None:
    """Odoo makes a product of each new number; Dolibarr makes one line of two with the same."""
    receiver = stage.receiver(code)

    for _visit in range(2):
        page = receiver.open(context)
        book(page)
        expect(page.get_by_role("heading", name=RECEIVED)).to_be_visible()

    numbers = {arrival.value("NEW_ITEM-VENDORMAT[1]") for arrival in receiver.arrivals}
    assert len(numbers) == (2 if is_distinct else 1)


def test_srm_gets_its_letters_in_its_charset_and_its_window(context: BrowserContext, stage: Stage) -> None:
    receiver = stage.receiver("sap_srm_7")
    page = receiver.open(context, framed=True, returntarget="srm_main", order_text="Größe ß für 5 €")
    page.evaluate("window.name = 'srm_main'")
    shop = page.frame_locator("iframe")
    expect(shop.get_by_text("Jürgen Groß").first).to_be_visible()

    form = book(shop)
    expect(form).to_have_attribute("target", "srm_main")
    expect(page.get_by_role("heading", name=RECEIVED)).to_be_visible()

    (arrival,) = receiver.arrivals
    # Browsers would post the euro sign in a place that ISO-8859-1 leaves empty.
    assert arrival.value("NEW_ITEM-CUST_FIELD5[1]") == "Größe ß für 5 EUR"
    assert b"Gr%F6%DFe+%DF+f%FCr+5+EUR" in arrival.body
    assert page.url == receiver.hook_url


def test_sap_gui_is_given_a_form_and_waits_for_a_person(
    scriptless_context: BrowserContext, stage: Stage
) -> None:
    receiver = stage.receiver("sap_gui_ecc")
    page = receiver.open(scriptless_context)

    form = book(page)

    expect(form).to_have_attribute("action", "SAPEVENT:POST")
    expect(form).to_have_attribute("method", "post")
    expect(form.get_by_role("button", name=BACK)).to_be_visible()
    sent = {
        hidden.get_attribute("name"): hidden.get_attribute("value")
        for hidden in form.locator("input[type=hidden]").all()
    }
    assert (sent["NEW_ITEM-QUANTITY[1]"], sent["NEW_ITEM-UNIT[1]"], sent["~OkCode"]) == ("1", "EA", "ADDI")


def test_sap_gui_is_never_submitted_to_by_script(context: BrowserContext, stage: Stage) -> None:
    context.add_init_script(TELLTALE)
    receiver = stage.receiver("sap_gui_ecc")
    page = receiver.open(context)
    page.clock.install()

    form = book(page)
    expect(form.get_by_role("button", name=BACK)).to_be_visible()
    page.clock.run_for(60_000)

    assert page.evaluate("window.submittedBy") is None
    assert form.get_attribute("data-auto") is None


def test_ifs_is_told_where_nothing_is_ordered(context: BrowserContext, stage: Stage) -> None:
    receiver = stage.receiver("ifs_cloud")
    page = receiver.open(context)

    page.get_by_role("button", name=STOP).click()
    expect(page.get_by_role("heading", name=STOPPED)).to_be_visible()

    assert page.url == f"{receiver.origin}/cancel"
    assert receiver.arrivals == []


@pytest.mark.parametrize("presses", [True, False], ids=["button pressed twice", "left alone"])
def test_dolibarr_is_posted_to_once(context: BrowserContext, stage: Stage, *, presses: bool) -> None:
    """Its second post to one address is an error. Double clicks, back and reload make none."""
    receiver = stage.receiver("dolibarr")
    page = receiver.open(context)
    page.clock.install()
    choose(page)
    page.get_by_role("button", name=SEND).dblclick()
    form = page.locator("form#return")
    expect(form).to_have_attribute("data-auto", re.compile("."))
    if presses:
        form.get_by_role("button", name=BACK).dblclick()
    else:
        page.clock.run_for(5_000)
    expect(page.get_by_role("heading", name=RECEIVED)).to_be_visible()

    for return_to_our_page in (page.go_back, page.reload):
        forget_cookies(page)
        return_to_our_page()
        page.clock.run_for(20_000)

    assert (len(receiver.arrivals), receiver.refused) == (1, 0)
