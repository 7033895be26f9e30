"""The employee's way, from the procurement system's link to the return, and the ways in which it ends early."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import escape
from typing import Any

from playwright.sync_api import Route, expect

from tests.screens.camera import Camera

HOOK_URL = "http://127.0.0.1:9000/return"
CHECK = re.compile("Controleer|Check|Angaben prüfen|Vérifier vos")
SEND = re.compile("Verstuur|Send|Anfrage senden|Envoyer la demande")


# `Any`: the demo's record, as JSON gives it.
def walk_as_employee(camera: Camera, demo: dict[str, Any]) -> None:
    camera.page.route(f"{HOOK_URL}**", _answer_as_buyer)
    for customer in demo["customers"]:
        for connection in customer["connections"]:
            _book(camera, customer["slug"], connection)
    _run_into_problems(camera, demo["customers"][0]["connections"][0])


def _book(camera: Camera, name: str, connection: dict[str, Any]) -> None:
    page = camera.page
    _punch_out(camera, connection, _parameters(camera, connection))
    camera.shoot(f"{name}-booking")
    page.get_by_role("button", name=CHECK).click()
    camera.shoot(f"{name}-booking-errors")
    today = date.today()  # noqa: DTZ011  # the day on any clock will do
    tuesday = today + timedelta(days=14 + (1 - today.weekday()) % 7)
    page.locator("#pick_up_date").fill(f"{tuesday:%d-%m-%Y}")
    page.locator("#pick_up_time").fill("9:00")
    page.locator("#return_date").fill(f"{tuesday + timedelta(days=2):%d-%m-%Y}")
    page.locator("#return_time").fill("17:00")
    page.locator("#pick_up_station").select_option(index=1)
    page.locator("label[for^=class_]").nth(2).click()
    # Prices follow what is typed, a moment later.
    page.wait_for_timeout(1000)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    camera.shoot(f"{name}-booking-filled")
    page.get_by_role("button", name=CHECK).click()
    camera.shoot(f"{name}-check")
    page.get_by_role("button", name=SEND).click()
    camera.shoot(f"{name}-registered")


def _run_into_problems(camera: Camera, connection: dict[str, Any]) -> None:
    whole = _parameters(camera, connection)
    names, (_user, password) = connection["parameter_names"], connection["credentials"]
    spoilt = {
        "hook-missing": {**whole, names["hook_url"]: ""},
        "origin-unknown": {**whole, names["hook_url"]: "https://elsewhere.example/"},
        "credentials-wrong": {**whole, password: "wrong"},
        "mail-missing": {**whole, names["user_mail"]: ""},
    }
    for name, parameters in spoilt.items():
        _punch_out(camera, connection, parameters)
        camera.shoot(f"problem-{name}")


def _parameters(camera: Camera, connection: dict[str, Any]) -> dict[str, str]:
    language = {"LANGUAGE": camera.language, "lang": camera.language}
    hook = {connection["parameter_names"]["hook_url"]: HOOK_URL}
    return {**connection["sample_parameters"], **connection["credentials"], **language, **hook}


def _punch_out(camera: Camera, connection: dict[str, Any], parameters: dict[str, str]) -> None:
    """Do what the link in the procurement system does."""
    fields = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in parameters.items()
    )
    form = f'<form method="{connection["method"]}" action="{connection["entry_url"]}">{fields}</form>'
    # A page of our own would limit where its forms go.
    camera.page.goto("about:blank")
    camera.page.set_content(form)
    with camera.page.expect_navigation():
        camera.page.evaluate("document.forms[0].submit()")


def _answer_as_buyer(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<h1>Received</h1>")
