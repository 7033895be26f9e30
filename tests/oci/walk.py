"""A browser without script and without cookies: it fills in the forms of one page and gets the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone

from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import Buyer, Changes


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)  # text -> where it goes


class Page(HTMLParser):
    """The forms, the visible text and the ids of a page."""

    def __init__(self, status: int, html: str) -> None:
        super().__init__()
        self.status, self.html = status, html
        self.forms: list[Form] = []
        self.ids: set[str] = set()
        self.words: list[str] = []
        self._select = self._textarea = self._button = ""
        self._in_form = False
        self.feed(html)
        self.text = " ".join(" ".join(self.words).split())

    @property
    def form(self) -> Form:
        return self.forms[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found["id"]} if "id" in found else set()
        if tag == "form":
            self.forms.append(Form(found["action"]))
            self._in_form = True
        if not self._in_form:
            return
        match tag:
            case "input":
                self._input(found)
            case "select":
                self._select = found["name"]
            case "option" if "selected" in found or self._select not in self.form.fields:
                self.forms[-1].fields[self._select] = found["value"]
            case "textarea":
                self._textarea = found["name"]
                self.forms[-1].fields[self._textarea] = ""
            case "button":
                self._button = urlsplit(found.get("formaction", self.forms[-1].action)).path

    def _input(self, found: dict[str, str]) -> None:
        chosen = found.get("type") not in ("radio", "checkbox") or "checked" in found
        if chosen and "disabled" not in found:
            self.forms[-1].fields[found["name"]] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._textarea:
            self.forms[-1].fields[self._textarea] += data.removeprefix("\n")
        if self._button:
            text = " ".join(data.split())
            self.forms[-1].buttons.setdefault(text, self._button)

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                self._in_form = False
            case "select":
                self._select = ""
            case "textarea":
                self._textarea = ""
            case "button":
                self._button = ""


@dataclass
class Walk:
    """One employee at the pages of one punch-out."""

    client: Client
    address: str

    def arrive(self) -> Page:
        return self._read(self.client.get(self.address))

    def press(self, page: Page, button: str, **answers: str | list[str]) -> Page:
        """Fill in `answers` over what stands in the page's first form, and press the button of that text."""
        fields = {**page.form.fields, **answers}
        return self._read(self.client.post(page.form.buttons[button], fields))

    def _read(self, response: Any) -> Page:
        self.client.cookies.clear()
        return Page(response.status_code, response.content.decode())


def punch_out(customer: Customer, buyer: Buyer, client: Client, changes: Changes | None = None) -> Walk:
    """Call as the buyer's system does, and stand before the door that the entry names."""
    with use_customer(customer):
        opened = buyer.open(changes, now=timezone.now())
    return Walk(client, f"/p/{opened.punch_out.public_id}/?code={opened.code}")
