"""The main job as its people do it: the buyer's page, the employee's pages, the return, operations, the mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, FrameLocator, Page, expect

from tests.browser.conftest import OPERATOR, PASSWORD, Stage

pytestmark = pytest.mark.browser

REFERENCE = re.compile(r"ACME-\d\d-\d{6}")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        yield strict_page(context)


@pytest.fixture
def scriptless_page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(java_script_enabled=False) as context:
        yield strict_page(context)


def strict_page(context: BrowserContext) -> Page:
    """A page on which an error of ours fails the test."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    page.on("console", refuse_violations)
    return page


def refuse_violations(message: ConsoleMessage) -> None:
    if "Content Security Policy" in message.text:
        pytest.fail(message.text)


def book(place: Page | FrameLocator, *, note: str) -> str:
    """Fill in the booking page and send the request; returns its reference."""
    today = date.today()  # noqa: DTZ011  # the day on any clock will do
    tuesday = today + timedelta(days=14 + (1 - today.weekday()) % 7)
    place.locator("#pick_up_date").fill(f"{tuesday:%d-%m-%Y}")
    place.locator("#pick_up_time").fill("9:00")
    place.locator("#return_date").fill(f"{tuesday + timedelta(days=1):%d-%m-%Y}")
    place.locator("#return_time").fill("17:00")
    place.locator("#pick_up_station").select_option(index=1)
    place.locator("label[for^=class_]").first.click()
    place.locator("#note").fill(note)
    place.get_by_role("button", name="Controleer uw gegevens").click()
    place.get_by_role("button", name=re.compile("Verstuur")).click()
    heading = place.locator("h1")
    expect(heading).to_contain_text("geregistreerd")
    found = REFERENCE.search(place.locator("main").inner_text())
    assert found
    return found.group()


def wait_for_cart(page: Page, stage: Stage) -> dict[str, str]:
    expect(page.get_by_role("heading", name="Cart received")).to_be_visible(timeout=10_000)
    return stage.buyer.carts[-1]


def confirm(page: Page, stage: Stage, reference: str) -> None:
    """Operations sign in at the console, jump to the item, claim, plan and confirm it."""
    page.goto(stage.installation.url("console", "/admin/"))
    page.locator("input[name=username]").fill(OPERATOR)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Queue").first.click()
    page.get_by_role("link", name=reference).click()
    page.get_by_role("button", name="Claim").click()
    page.locator("[name=planned_station]").select_option(index=1)
    page.locator("[name=planned_group]").fill("C")
    page.locator("[name=planned_plate]").fill("X-123-YZ")
    page.get_by_role("button", name="Plan", exact=True).click()
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".work-head")).to_contain_text("Confirmed")


def parts(message: EmailMessage) -> dict[str, str]:
    """The readable parts of a mail by their type."""
    return {
        part.get_content_type(): part.get_content()
        for part in message.walk()
        if part.get_content_maintype() == "text"
    }


def test_frame_without_third_party_cookies(page: Page, stage: Stage) -> None:
    already = len(stage.buyer.carts)
    start = stage.buyer.offer(action=stage.entry, method="post", parameters=stage.parameters, framed=True)
    page.goto(start)
    page.get_by_role("button", name="Order a vehicle").click()

    reference = book(page.frame_locator("iframe"), note="Graag met trekhaak – dank!")
    cart = wait_for_cart(page, stage)

    assert len(stage.buyer.carts) == already + 1
    assert cart["query"] == "session=4711&step=2"
    assert cart["NEW_ITEM-EXT_QUOTE_ID[1]"] == reference
    assert (cart["NEW_ITEM-QUANTITY[1]"], cart["NEW_ITEM-CURRENCY[1]"], cart["NEW_ITEM-UNIT[1]"]) == (
        "1",
        "EUR",
        "EA",
    )

    confirm(page, stage, reference)
    mail = stage.installation.inbox.wait_for("anna.devries@acme.example")

    texts = parts(mail)
    assert reference in str(mail["Subject"])
    assert {"text/plain", "text/html", "text/calendar"} <= set(texts)
    assert reference in texts["text/plain"]
    assert reference in texts["text/html"]
    assert "BEGIN:VEVENT" in texts["text/calendar"]


def test_third_party_cookies_are_blocked(page: Page, stage: Stage) -> None:
    """What the test above relies on: a cookie without Partitioned does not come back in a frame."""
    start = stage.buyer.offer(action=stage.entry, method="post", parameters=stage.parameters, framed=True)
    page.goto(start)
    page.get_by_role("button", name="Order a vehicle").click()
    frame = page.frame(name="shop")
    assert frame is not None
    frame.wait_for_selector("h1")

    frame.evaluate("document.cookie = 'plain=1; SameSite=None; Secure'")

    assert "plain" not in frame.evaluate("document.cookie")


def test_return_is_not_submitted_again_by_going_back(page: Page, stage: Stage) -> None:
    start = stage.buyer.offer(action=stage.entry, method="post", parameters=stage.parameters, framed=False)
    page.goto(start)
    page.get_by_role("button", name="Order a vehicle").click()
    book(page, note="")
    wait_for_cart(page, stage)
    sent = len(stage.buyer.carts)

    page.go_back()
    page.wait_for_timeout(2500)

    assert len(stage.buyer.carts) == sent


def test_booking_without_script(scriptless_page: Page, stage: Stage) -> None:
    page = scriptless_page
    start = stage.buyer.offer(action=stage.entry, method="post", parameters=stage.parameters, framed=False)
    page.goto(start)
    page.get_by_role("button", name="Order a vehicle").click()

    reference = book(page, note="")
    page.get_by_role("button", name=re.compile("Terug naar")).click()
    cart = wait_for_cart(page, stage)

    assert cart["NEW_ITEM-EXT_QUOTE_ID[1]"] == reference
