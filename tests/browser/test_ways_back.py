"""Back to the buyer's system without a request: a class that is validated, and a visit that is cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, FrameLocator, Page, expect

from tests.browser.conftest import Stage

pytestmark = pytest.mark.browser

VALIDATE = {"FUNCTION": "VALIDATE", "PRODUCTID": "CDMR", "QUANTITY": "3"}


@contextmanager
def strict_page(chromium: Browser, *, scripted: bool = True) -> Iterator[Page]:
    """A page on which an error of ours fails the test."""
    with chromium.new_context(java_script_enabled=scripted) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
        page.on("console", refuse_violations)
        yield page


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with strict_page(chromium) as page:
        yield page


@pytest.fixture
def scriptless_page(chromium: Browser) -> Iterator[Page]:
    with strict_page(chromium, scripted=False) as page:
        yield page


def refuse_violations(message: ConsoleMessage) -> None:
    if "Content Security Policy" in message.text:
        pytest.fail(message.text)


def start(page: Page, stage: Stage, where: str, **parameters: str) -> Page | FrameLocator:
    """Call from the buyer's page, and return where our pages are: in its frame or in its window."""
    merged = {**stage.parameters, **parameters}
    framed = where == "frame"
    page.goto(stage.buyer.offer(action=stage.entry, method="post", parameters=merged, framed=framed))
    page.get_by_role("button", name="Order a vehicle").click()
    return page.frame_locator("iframe") if framed else page


def received(page: Page, stage: Stage, *, after: int) -> dict[str, str]:
    """The one cart that the buyer has got."""
    expect(page.get_by_role("heading", name="Cart received")).to_be_visible()
    (cart,) = stage.buyer.carts[after:]
    return cart


@pytest.mark.parametrize("where", ["frame", "window"])
def test_a_validated_class_comes_back_by_itself_and_once(page: Page, stage: Stage, where: str) -> None:
    already = len(stage.buyer.carts)

    start(page, stage, where, **VALIDATE)

    cart = received(page, stage, after=already)
    assert (cart["NEW_ITEM-EXT_PRODUCT_ID[1]"], cart["NEW_ITEM-QUANTITY[1]"]) == ("CDMR", "3")
    assert cart["query"] == "session=4711&step=2"


@pytest.mark.parametrize("where", ["frame", "window"])
def test_a_validated_class_comes_back_by_the_button(scriptless_page: Page, stage: Stage, where: str) -> None:
    already = len(stage.buyer.carts)

    start(scriptless_page, stage, where, **VALIDATE).get_by_role("button").click()

    cart = received(scriptless_page, stage, after=already)
    assert cart["NEW_ITEM-EXT_PRODUCT_ID[1]"] == "CDMR"


@pytest.mark.parametrize("where", ["frame", "window"])
def test_a_cancelled_visit_goes_where_the_call_says(page: Page, stage: Stage, where: str) -> None:
    cancel_url = f"{stage.buyer.origin}/stopped?session=1"
    place = start(page, stage, where, OCICANCEL=cancel_url)

    place.get_by_role("button", name="Stoppen zonder te reserveren").click()

    page.wait_for_url(cancel_url)


@pytest.mark.parametrize("where", ["frame", "window"])
def test_a_cancelled_visit_goes_there_by_the_link(scriptless_page: Page, stage: Stage, where: str) -> None:
    cancel_url = f"{stage.buyer.origin}/stopped?session=1"
    place = start(scriptless_page, stage, where, OCICANCEL=cancel_url)
    place.get_by_role("button", name="Stoppen zonder te reserveren").click()

    place.get_by_role("link", name="Terug naar").click()

    scriptless_page.wait_for_url(cancel_url)
