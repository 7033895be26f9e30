"""A buyer's system that we know, as its profile says: how it calls, and what it does with what comes back.

Its pages are answered within the browser, so it may live at any https address without a certificate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import BrowserContext, Page, Route

from oci.buyer.calling import build_entry, build_hook_url
from oci.buyer.receiving import Kept, keep
from oci.profiles import Profile
from oci.protocol.charsets import CHARSETS
from oci.protocol.fields import Version
from oci.protocol.linter import MERGED_BY, lint_form
from oci.protocol.return_form import ReturnForm
from oci.protocol.rules import Finding, find_errors

START = """<!doctype html><meta charset="utf-8"><title>Purchasing</title><h1>Purchasing</h1>
<form method="{method}" action="{action}" accept-charset="{charset}" target="{target}">
{inputs}<button>Order a vehicle</button></form>{frame}"""
ANSWER = "<!doctype html><title>Purchasing</title><h1>{}</h1>"
FRAME = '<iframe name="shop" title="Shop" width="1100" height="900"></iframe>'

RECEIVED, REFUSED, STOPPED = "Cart received", "This return was used before", "Nothing ordered"


def slug_of(profile: Profile) -> str:
    """The address of the connection that a test's installation has for a profile."""
    return profile.code.replace("_", "-")


def origin_of(profile: Profile) -> str:
    return f"https://{slug_of(profile)}.erp.example"


@dataclass(frozen=True)
class Arrival:
    """What was posted to HOOK_URL."""

    url: str
    body: bytes
    fields: tuple[tuple[str, str], ...]

    def value(self, name: str) -> str:
        return dict(self.fields)[name]


@dataclass
class Receiver:
    profile: Profile
    entry: str
    credentials: Mapping[str, str]
    arrivals: list[Arrival] = field(default_factory=list)
    refused: int = 0
    hook_url: str = ""
    _start: str = ""

    @property
    def origin(self) -> str:
        return origin_of(self.profile)

    def open(self, context: BrowserContext, *, framed: bool = False, **more: str) -> Page:
        """A page of the system in a browser that can reach it, and its call made by its button."""
        self.hook_url = build_hook_url(self.profile.call, origin=self.origin)
        call = build_entry(
            address=self.entry,
            call=self.profile.call,
            given=(*self.credentials.items(), *more.items()),
            requester=(("oci_usermail", "juergen.gross@acme.example"), ("oci_userfullname", "Jürgen Groß")),
            hook_parameter=str(self.profile.options["hook_url_parameter"]),
            hook_url=self.hook_url,
            origin=self.origin,
        )
        self._start = START.format(
            method=call.method,
            action=escape(call.address),
            charset=call.charset,
            target="shop" if framed else "_self",
            inputs="".join(
                f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
                for name, value in call.parameters
            ),
            frame=FRAME if framed else "",
        )
        context.route(f"{self.origin}/**", self._answer)
        if framed:
            # Our pages are on this machine, and a site from elsewhere may not frame those without asking.
            context.grant_permissions(["local-network-access"], origin=self.origin)
        page = context.new_page()
        page.goto(f"{self.origin}/start")
        page.get_by_role("button", name="Order a vehicle").click()
        return page

    def _answer(self, route: Route) -> None:
        request = route.request
        status, html = 200, self._start
        if request.method == "POST":
            status, html = self._receive(request.url, request.post_data_buffer or b"")
        elif urlsplit(request.url).path != "/start":
            html = ANSWER.format(STOPPED)
        route.fulfill(status=status, body=html, content_type="text/html; charset=utf-8")

    def _receive(self, url: str, body: bytes) -> tuple[int, str]:
        if self.profile.receiver.takes_once and any(one.url == url for one in self.arrivals):
            self.refused += 1
            return 409, ANSWER.format(REFUSED)
        codec = CHARSETS[self.profile.call.charset]
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, encoding=codec, errors="strict")
        self.arrivals.append(Arrival(url, body, tuple(fields)))
        return 200, ANSWER.format(RECEIVED)

    @property
    def version(self) -> Version:
        return Version(str(self.profile.options["oci_version"]))

    def kept(self, arrival: Arrival) -> Kept:
        """What the system has of it in the end."""
        return keep(arrival.fields, receiver=self.profile.receiver, version=self.version)

    def errors(self, arrival: Arrival) -> tuple[Finding, ...]:
        """The linter's, by the rules of this system."""
        form = ReturnForm(arrival.url, "_top", self.profile.call.charset, arrival.fields)
        required = str(self.profile.options["required_fields"]).split()
        findings = lint_form(
            form,
            version=self.version,
            levels=self.profile.levels,
            required=required,
            merged_by=self.profile.receiver.merges_by or MERGED_BY,
        )
        return find_errors(findings)
