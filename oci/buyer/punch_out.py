"""One punch-out from beginning to end: the call, the pages, and the form that comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl, urljoin, urlsplit

from oci.profiles import Profile
from oci.protocol.call import build_query
from oci.protocol.charsets import CHARSETS
from oci.protocol.fields import Version
from oci.protocol.linter import MERGED_BY, lint_form
from oci.protocol.return_form import ReturnForm
from oci.protocol.rules import Finding

from .booking import POSTPONED, fill_in
from .browser import Answer, Browser
from .errors import EntryRefusedError, NotBookableError, NotReturnedError, PageProblemError
from .listener import Arrival, Listener
from .page import Form, Page
from .reading import parse_page

__all__ = ["Entry", "Outcome", "check_only", "order"]


@dataclass(frozen=True, slots=True)
class Entry:
    """The call of the buyer's system. `parameters` have HOOK_URL among them, by whatever name."""

    address: str
    method: str
    parameters: tuple[tuple[str, str], ...]
    hook_url: str
    charset: str = "UTF-8"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back.

    Attributes:
        reference: Of the request.
        cart: The fields that arrived at HOOK_URL.
        findings: What the linter has against the form.
    """

    reference: str
    cart: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A page, and where it is: its forms go to addresses relative to that."""

    address: str
    page: Page


def check_only(*, entry: Entry, browser: Browser, vehicle_class: str = "") -> None:
    """Go as far as the page on which an employee checks the answers, and end the visit without a request.

    Raises:
        NoAnswerError, EntryRefusedError, PageProblemError: see there.
    """
    form, checked = _book(_enter(entry, browser), browser, vehicle_class)
    # The button for it is on the page before.
    secret = [field for field in form.fields if field[0] == "secret"]
    _submit(browser, "cancel", urljoin(checked.address, "../cancel/"), secret)


def order(
    *,
    entry: Entry,
    browser: Browser,
    listener: Listener,
    vehicle_class: str = "",
    version: Version = Version.V4_0,
    profile: Profile | None = None,
) -> Outcome:
    """Book, and come back with the cart. The linter goes by the rules of `version` and of `profile`.

    Raises:
        NoAnswerError, EntryRefusedError, PageProblemError, NotReturnedError: see there.
    """
    form, checked = _book(_enter(entry, browser), browser, vehicle_class)
    registered = _submit(browser, "register", urljoin(checked.address, form.action), form.fields)
    page = registered.page
    if page.form_to("register"):
        raise PageProblemError("the price has changed since the answers were checked")
    if page.form_to("check"):
        raise PageProblemError(" ".join(page.errors))
    try:
        form = _form_back(page, entry)
        charset = form.charset if form.charset in CHARSETS else "UTF-8"
        arrival = _return(form, entry=entry, browser=browser, listener=listener, charset=charset)
    except NotReturnedError as error:
        raise NotReturnedError(f"{page.reference} is registered, but {error}") from error
    report = page.form_to("returned")
    if report is not None:
        # The page's script does; without, operations would wait for a return that has been.
        _submit(browser, "report", urljoin(registered.address, report.action), report.fields)
    return_form = ReturnForm(form.action, form.target, form.charset, form.fields)
    findings = lint_form(
        return_form,
        version=version,
        is_page_secure=entry.address.startswith("https:"),
        levels=profile.levels if profile else None,
        required=str(profile.options["required_fields"]).split() if profile else (),
        merged_by=(profile.receiver.merges_by if profile else ()) or MERGED_BY,
    )
    return Outcome(page.reference, arrival.fields(charset), findings)


def _enter(entry: Entry, browser: Browser) -> _Place:
    """The booking page, by the call and the redirect that answers it."""
    if entry.method == "GET":
        mark = "&" if "?" in entry.address else "?"
        query = build_query(entry.parameters, charset=entry.charset)
        answer = browser.get("entry", f"{entry.address}{mark}{query}")
    else:
        answer = browser.post("entry", entry.address, entry.parameters, charset=entry.charset)
    if answer.status != HTTPStatus.SEE_OTHER:
        raise EntryRefusedError(_problem(answer))
    address = urljoin(entry.address, answer.location)
    answer = browser.get("page", address)
    return _Place(address, _page(answer))


def _book(place: _Place, browser: Browser, vehicle_class: str) -> tuple[Form, _Place]:
    """The form that sends the request, and its page; later and later, until something can be booked."""
    for days in POSTPONED:
        form = place.page.form_to("check")
        if form is None:
            raise PageProblemError(f"no booking form on the page {place.page.title!r}")
        fields = fill_in(form, vehicle_class=vehicle_class, days_later=days)
        place = _submit(browser, "check", urljoin(place.address, form.action), fields)
        if checked := place.page.form_to("register"):
            return checked, place
    raise NotBookableError(" ".join(place.page.errors) or f"nothing to send on the page {place.page.title!r}")


def _form_back(page: Page, entry: Entry) -> Form:
    form = page.form_named("return")
    if form is None:
        raise NotReturnedError("the page has no form to go back with")
    if form.action not in (entry.hook_url, entry.hook_url.partition("?")[0]):
        raise NotReturnedError(f"the form goes to {form.action} instead of {entry.hook_url}")
    return form


def _return(form: Form, *, entry: Entry, browser: Browser, listener: Listener, charset: str) -> Arrival:
    """What arrives at HOOK_URL. Its query must be there whole, in the address or in fields of its own."""
    answer = browser.post("return", listener.in_place_of(form.action), form.fields, charset=charset)
    if answer.status != HTTPStatus.OK or not listener.arrivals:
        raise NotReturnedError(f"the listener answered {answer.status}")
    arrival = listener.arrivals[-1]
    sent = parse_qsl(urlsplit(entry.hook_url).query, keep_blank_values=True)
    if not {*sent} <= {*arrival.query, *arrival.fields(charset)}:
        raise NotReturnedError("the query of HOOK_URL did not come back whole")
    return arrival


def _submit(browser: Browser, step: str, address: str, fields: Iterable[tuple[str, str]]) -> _Place:
    return _Place(address, _page(browser.post(step, address, fields)))


def _page(answer: Answer) -> Page:
    if answer.status not in (HTTPStatus.OK, HTTPStatus.NO_CONTENT):
        raise PageProblemError(_problem(answer))
    return parse_page(answer.text)


def _problem(answer: Answer) -> str:
    """Code, title and reference of the page of a problem; of any other the status and the title."""
    page = parse_page(answer.text)
    words = f"{page.code or answer.status}: {page.title or 'no page of ours'}"
    return f"{words} ({page.reference})" if page.reference else words
