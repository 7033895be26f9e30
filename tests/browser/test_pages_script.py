"""What the script adds to the employee's pages, and what it must never do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Stage

pytestmark = pytest.mark.browser

# As in a frame whose browser gives third parties no storage at all.
NO_STORAGE = """Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("denied", "SecurityError") }
})"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
        yield page


def arrive(page: Page, stage: Stage) -> None:
    page.goto(stage.buyer.offer(action=stage.entry, method="post", parameters=stage.parameters, framed=False))
    page.get_by_role("button", name="Order a vehicle").click()
    # The script has run once its calendars are there.
    expect(page.get_by_role("button", name="Kies uit een kalender")).to_have_count(2)


def send(page: Page) -> None:
    page.locator("label[for^=class_]").first.click()
    page.get_by_role("button", name="Controleer uw gegevens").click()
    page.get_by_role("button", name=re.compile("Verstuur")).dblclick()
    expect(page.get_by_role("heading", name="Cart received")).to_be_visible()


def test_prices_follow_what_is_typed(page: Page, stage: Stage) -> None:
    arrive(page, stage)
    price = page.locator(".class-price b").first
    before = price.inner_text()

    page.locator("#return_date").fill("31-12-2026")
    page.locator("#return_date").blur()

    expect(price).not_to_have_text(before)
    expect(page.get_by_role("button", name="Prijzen tonen")).to_be_hidden()


def test_a_mistake_is_told_beside_its_field_and_leaves_the_focus(page: Page, stage: Stage) -> None:
    arrive(page, stage)

    page.locator("#return_date").fill("1-1-2020")
    page.keyboard.press("Tab")

    expect(page.locator("#return_date_error")).to_contain_text("Inleveren moet na het ophalen")
    expect(page.locator("#return_date")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("button", name="Kies uit een kalender").nth(1)).to_be_focused()


def test_arrow_keys_choose_a_vehicle_and_keep_the_focus(page: Page, stage: Stage) -> None:
    arrive(page, stage)
    classes = page.locator("input[name=vehicle_class]")

    classes.first.press("Space")
    page.keyboard.press("ArrowDown")

    expect(page.locator("#price b")).to_have_text(page.locator(".class-price b").nth(1).inner_text())
    expect(classes.nth(1)).to_be_focused()


def test_the_end_of_the_visit_is_announced(page: Page, stage: Stage) -> None:
    page.clock.install()
    arrive(page, stage)
    expect(page.get_by_role("status")).to_have_count(0)

    page.clock.fast_forward("58:00")

    expect(page.get_by_role("status")).to_contain_text("Uw bezoek eindigt binnenkort")


def test_nothing_goes_back_twice_without_cookies_storage_and_report(page: Page, stage: Stage) -> None:
    page.add_init_script(NO_STORAGE)
    page.route("**/returned/", lambda route: route.abort())
    arrive(page, stage)
    page.context.clear_cookies()
    sent = len(stage.buyer.carts)

    send(page)
    page.go_back()
    page.wait_for_timeout(2500)
    page.reload()
    page.wait_for_timeout(2500)

    assert len(stage.buyer.carts) == sent + 1


def test_the_price_follows_extras_and_an_address(page: Page, stage: Stage) -> None:
    arrive(page, stage)
    page.locator("label[for=class_CDMR]").click()
    price = page.locator("#price")
    expect(price.locator("b")).to_be_visible()

    page.locator("#e_SEAT-CHILD").select_option("2")
    expect(price).to_contain_text("2 × Kinderzitje")
    page.locator("#e_ROOFBOX").check()
    expect(price).to_contain_text("Dakkoffer")
    page.locator("label:has(#pick_up_where_address)").click()
    expect(price).to_contain_text("Vul de postcode in om de prijs te zien.")
    page.locator("#delivery_postcode").fill("3512 SA")
    page.keyboard.press("Tab")

    expect(price).to_contain_text("Bezorgen")
    expect(price).to_contain_text("Dakkoffer")
    expect(page.locator("#pick-up-served")).to_contain_text("Bezorgd door Utrecht")
    expect(page.locator("#delivery_city")).to_be_focused()
    expect(page.locator("#pick_up_station")).to_be_hidden()


def test_what_another_class_cannot_have_is_not_carried_over_to_another_extra(
    page: Page, stage: Stage
) -> None:
    arrive(page, stage)
    page.locator("label[for=class_CDMR]").click()
    expect(page.locator("#e_RAMP")).to_have_count(0)
    page.locator("#e_ROOFBOX").check()

    page.locator("label[for=class_FKMD]").click()

    expect(page.locator("#card_e_ROOFBOX .error")).to_contain_text("Laat deze extra weg")
    expect(page.locator("#e_ROOFBOX")).to_be_checked()
    expect(page.locator("#e_RAMP")).not_to_be_checked()


def test_a_page_that_nobody_has_touched_asks_for_nothing(page: Page, stage: Stage) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/book/" in request.url else None)

    arrive(page, stage)
    page.wait_for_timeout(500)

    assert asked == []
