"""Everything that an administrator can reach through the menus: at the console, and at each customer."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.screens.camera import Camera

ROW = "main table tbody a[href^='/admin/']"
NEW = "main a[href$='/add/'], main a[href$='/new/']"


# `Any`: the demo's record, as JSON gives it.
def walk_as_staff(camera: Camera, demo: dict[str, Any]) -> None:
    page, console = camera.page, demo["console"]
    administrator = next(person for person in console["staff"] if person["role"] == "administrator")
    page.goto(urljoin(console["url"], "/admin/"))
    camera.shoot("console-sign-in")
    page.locator("[name=username]").fill(administrator["email"])
    page.locator("[name=password]").fill(administrator["password"])
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    _walk_menus(camera, "console")
    for customer in demo["customers"]:
        page.goto(urljoin(console["url"], f"/go/{customer['slug']}/"))
        page.wait_for_url(f"{customer['url']}admin/**")
        _walk_menus(camera, customer["slug"])


def _walk_menus(camera: Camera, place: str) -> None:
    """Each page of the menus, and of each list the form for a new row and the first row."""
    page = camera.page
    page.wait_for_load_state("networkidle")
    camera.shoot(f"{place}-home")
    for address in _menu_addresses(camera):
        page.goto(address)
        camera.shoot(_name(place, address))
        for kind, selector in (("row", ROW), ("new", NEW)):
            link = page.locator(selector).first
            if link.count():
                page.goto(urljoin(address, link.get_attribute("href") or ""))
                camera.shoot(f"{_name(place, address)}-{kind}")
                page.goto(address)


def _menu_addresses(camera: Camera) -> list[str]:
    """All addresses of the sidebar, those in closed menus too, as the page holds them for its script."""
    props = json.loads(camera.page.locator("#wagtail-sidebar-props").text_content() or "{}")
    found: dict[str, None] = {}
    _collect(props, found)
    addresses = [urljoin(camera.page.url, url) for url in found]
    return [address for address in addresses if "logout" not in address]


def _collect(part: object, found: dict[str, None]) -> None:
    """Wagtail packs its components into nested lists and objects; what stands as an address under /admin/ is a link."""
    if isinstance(part, dict):
        for value in part.values():
            _collect(value, found)
    elif isinstance(part, list):
        for value in part:
            _collect(value, found)
    elif isinstance(part, str) and part.startswith("/admin/") and part != "/admin/":
        found[part] = None


def _name(place: str, address: str) -> str:
    return f"{place}-{urlsplit(address).path.removeprefix('/admin/')}"
