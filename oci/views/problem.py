"""Errors, as pages that say what is wrong, who can mend it and how, under a reference that the journal knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import wraps
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from oci.domain import journal
from oci.domain.punch_outs import PunchOutError
from oci.domain.queries import find_connection, find_connection_of
from oci.enums import Event
from oci.models import Connection, JournalEntry, PunchOut
from oci.problems import find_problem
from oci.protocol.errors import CartError, EventNotAllowed
from oci.protocol.rules import Finding
from oci.views.branding import Brand
from oci.views.security import secure_connection
from reservations.domain.queries import find_by_punch_out
from tenants.workspace.models import Profile

P = ParamSpec("P")


def problem_page(
    request: HttpRequest,
    code: str,
    *,
    facts: Mapping[str, str | int] = MappingProxyType({}),
    reference: str = "",
    request_reference: str = "",
    connection: Connection | None = None,
) -> HttpResponse:
    """The page of a problem, in the active language.

    `facts` are the error's, `reference` is the journal entry's. `request_reference` is for who may know of the request.
    `connection` decides whose frames may show it; without one, none may.
    """
    problem = find_problem(code)
    profile = Profile.load()
    shown = {
        "problem": problem,
        "particular": "" if problem.repeats else problem.tell(facts),
        "reference": reference,
        "request_reference": request_reference,
        "brand": Brand.of(profile),
        "contact": profile,
    }
    response = render(request, "oci/problem.html", shown, status=problem.status)
    return secure_connection(response, connection)


def refuse_page(
    request: HttpRequest,
    code: str,
    *,
    detail: str = "",
    findings: Iterable[Finding] = (),
    punch_out: PunchOut | None = None,
    is_theirs: bool = False,
    connection: Connection | None = None,
) -> HttpResponse:
    """Write the refusal of an employee's page into the journal, and show it in the language of the visit.

    `is_theirs` says that the browser has shown that it belongs to `punch_out`: then it is told the request's reference.
    `connection` is for a visit of which nothing but its address is known yet.
    """
    entry: JournalEntry = journal.record(
        event=Event.PAGE,
        problem=find_problem(code).code,
        detail=detail,
        findings=findings,
        connection=connection,
        punch_out=punch_out,
        method=request.method or "",
        address=request.META.get("REMOTE_ADDR", ""),
        now=timezone.now(),
    )
    registered = find_by_punch_out(punch_out.public_id) if punch_out and is_theirs else None
    with translation.override(punch_out.language if punch_out else asked_language(request)):
        return problem_page(
            request,
            code,
            reference=entry.reference,
            request_reference=registered.reference if registered else "",
            connection=entry.connection,
        )


def suspended_page(request: HttpRequest) -> HttpResponse:
    """What every address of a suspended customer shows. Runs before any middleware has chosen a language."""
    return refuse_page(request, "CUSTOMER_SUSPENDED", connection=_connection_at(request.path_info))


def asked_language(request: HttpRequest) -> str:
    """The language where no call has said one: the browser's if it is one of ours, or else the customer's."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        with suppress(LookupError):
            return get_supported_language_variant(code)
    return Profile.load().default_language


def problems_shown(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Decorator of an employee's page: what the domain refuses becomes the page of that problem.

    What the page writes into the journal tells how long it took.
    """

    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with journal.timed():
            try:
                return view(request, *args, **kwargs)
            except PunchOutError as error:
                return refuse_page(request, error.code, punch_out=error.punch_out, is_theirs=error.is_theirs)
            except (CartError, EventNotAllowed) as error:
                code, detail = error.code, str(error)
            except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as error:
                code, detail = "FORM_TOO_LARGE", str(error)
            except (MultiPartParserError, BadRequest) as error:
                code, detail = "FORM_MALFORMED", str(error)
            return refuse_page(request, code, detail=detail, connection=_connection_named(kwargs))

    return shown


def _connection_at(path: str) -> Connection | None:
    """As `_connection_named`, where a suspended customer's host knows no address but one."""
    try:
        return _connection_named(resolve(path, "oci.urls").kwargs)
    except Resolver404:
        return None


def _connection_named(parts: Mapping[str, Any]) -> Connection | None:
    """The connection that the parts of an address name, by its slug or by a visit.

    Anybody may ask for an address. So this decides whose frames may show the page, and nothing that is on it.
    """
    if public_id := parts.get("public_id"):
        return find_connection_of(public_id)
    return find_connection(slug=parts.get("connection", ""))
