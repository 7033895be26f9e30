"""A return link, from the visit that it is mailed for to the page that says that it was used."""

from __future__ import annotations

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import expect

from tests.screens.camera import Camera

LINK = re.compile(r"http://\S+/again/\?code=\S+")
REFERENCE = re.compile(r"[A-Z]+-\d\d-\d{6}")
MAIL_LINK = re.compile("Een terugstuurlink mailen|Mail a return link")
RETURN = re.compile("met deze aanvraag|with this request")
WAIT_SECONDS = 20


# `Any`: the demo's record, as JSON gives it.
def walk_return_link(camera: Camera, demo: dict[str, Any]) -> None:
    """As somebody who may mail one, signed in at the first customer, where the latest visit led to a request."""
    page, customer = camera.page, demo["customers"][0]
    folder = Path(demo["mail_dir"])
    already = set(folder.iterdir())
    page.goto(urljoin(customer["url"], "/admin/visits/"))
    visit = page.locator("main table tbody tr").filter(has_text=REFERENCE).first
    page.goto(urljoin(page.url, visit.locator("a").first.get_attribute("href") or ""))
    page.get_by_role("link", name=MAIL_LINK).first.click()
    camera.shoot(f"{customer['slug']}-return-link-mail")
    page.locator("main form [type=submit]").last.click()
    link = _link_in(_wait_for_mail(folder, already))
    page.goto(link)
    camera.shoot(f"{customer['slug']}-return-link")
    page.get_by_role("button", name=RETURN).click()
    expect(page.locator("#return")).to_be_attached()
    camera.shoot(f"{customer['slug']}-return-link-sent")
    page.goto(link)
    camera.shoot("problem-return-link-spent")


def _wait_for_mail(folder: Path, already: set[Path]) -> EmailMessage:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        for file in set(folder.glob("*.eml")) - already:
            return message_from_bytes(file.read_bytes(), policy=policy.default)
        time.sleep(0.2)
    raise AssertionError("the mail with the return link did not come")


def _link_in(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    found = LINK.search(body.get_content() if body else "")
    if found is None:
        raise AssertionError("the mail has no return link")
    return found.group()
