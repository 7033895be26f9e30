"""The employee's way through the pages, in whatever language and frame they are."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

CHECK = re.compile("Check your answers|Controleer uw gegevens")
SEND = re.compile("Send request|Verstuur")
BACK = re.compile("Return to|Terug naar")
STOP = re.compile("Stop without booking|Stoppen zonder te reserveren")


def choose(place: Page | FrameLocator) -> None:
    """Choose the first vehicle, and stand before the button that sends the request. Cookies are never kept."""
    forget_cookies(place)
    place.locator("label[for^=class_]").first.click()
    place.get_by_role("button", name=CHECK).click()
    expect(place.get_by_role("button", name=SEND)).to_be_visible()
    forget_cookies(place)


def book(place: Page | FrameLocator) -> Locator:
    """Send the request; returns the form that leads back."""
    choose(place)
    place.get_by_role("button", name=SEND).click()
    return place.locator("form#return")


def forget_cookies(place: Page | FrameLocator) -> None:
    page = place if isinstance(place, Page) else place.owner.page
    page.context.clear_cookies()
