"""Errors, as pages that say what is wrong, who can mend it and how, under a reference that the journal knows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from oci.domain import journal
from oci.domain.punch_outs import PunchOutError
from oci.enums import Event
from oci.models import Connection, JournalEntry, PunchOut
from oci.problems import find_problem
from oci.protocol.errors import CartError, EventNotAllowed
from oci.views.branding import Brand
from oci.views.security import secure_connection
from tenants.workspace.models import Profile

P = ParamSpec("P")


def problem_page(
    request: HttpRequest, code: str, *, reference: str = "", connection: Connection | None = None
) -> HttpResponse:
    """The page of a problem, in the active language.

    `reference` is the journal entry's. `connection` decides whose frames may show it; without one, none may.
    """
    problem = find_problem(code)
    shown = {"problem": problem, "reference": reference, "brand": Brand.of(Profile.load())}
    response = render(request, "oci/problem.html", shown, status=problem.status)
    return secure_connection(response, connection)


def refuse_page(
    request: HttpRequest, code: str, *, detail: str = "", punch_out: PunchOut | None = None
) -> HttpResponse:
    """Write the refusal of an employee's page into the journal, and show it in the language of the visit."""
    entry: JournalEntry = journal.record(
        event=Event.PAGE,
        problem=code,
        detail=detail,
        punch_out=punch_out,
        method=request.method or "",
        address=request.META.get("REMOTE_ADDR", ""),
        now=timezone.now(),
    )
    with translation.override(punch_out.language) if punch_out else nullcontext():
        return problem_page(request, code, reference=entry.reference, connection=entry.connection)


def suspended_page(request: HttpRequest) -> HttpResponse:
    """What every address of a suspended customer shows. Runs before any middleware has chosen a language."""
    with translation.override(translation.get_language_from_request(request)):
        return refuse_page(request, "CUSTOMER_SUSPENDED")


def problems_shown(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Decorator of an employee's page: what the domain refuses becomes the page of that problem."""

    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PunchOutError as error:
            return refuse_page(request, error.code, punch_out=error.punch_out)
        except (CartError, EventNotAllowed) as error:
            return refuse_page(request, error.code, detail=str(error))
        except (RequestDataTooBig, TooManyFieldsSent) as error:
            return refuse_page(request, "FORM_TOO_LARGE", detail=str(error))

    return shown
