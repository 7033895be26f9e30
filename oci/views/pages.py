"""The employee's pages: book, check your answers, registered and back.

No page needs a cookie or a script. The secret of the punch-out stands in every form; no other site knows it, so
it is the protection against forged requests as well, and Django's own is switched off here. The cookie, which goes
along with a forged post too, is asked for reloads only. Whatever an employee does with buttons and the browser's
history, a punch-out that is registered shows its registered request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from catalog.domain.addresses import Trip
from catalog.domain.choice import Choice, check_choice
from catalog.domain.choice_errors import ChoiceErrors
from catalog.domain.local_time import wall_time_of
from oci.domain.cancelling import find_way_out
from oci.domain.punch_outs import (
    CodeSpentError,
    PunchOutReturnedError,
    Session,
    close,
    enter,
    resume,
    save_draft,
)
from oci.domain.registering import register as register_choice
from oci.enums import State
from oci.forms.booking import BookingForm
from oci.forms.chosen_extras import read_extras
from oci.forms.extra_fields import read_extra_answers
from oci.models import PunchOut
from oci.views.booking_page import booking_context
from oci.views.check_page import check_context, price_in_words, seen_price
from oci.views.cookie import forget_secret, read_secret, set_secret
from oci.views.first_answers import FirstAnswers, first_answers
from oci.views.frame import Visit
from oci.views.offered import Offered
from oci.views.problem import problems_shown
from oci.views.registered_page import registered_page
from oci.views.security import secure_punch_out
from oci.views.traveller import traveller_of
from reservations.domain.queries import find_by_punch_out
from reservations.domain.questions import search_choices
from reservations.domain.registration import InvalidDetailsError
from tenants.workspace.models import Profile

Door = Callable[[HttpRequest, UUID], HttpResponse]
Page = Callable[[HttpRequest, Visit, datetime], HttpResponse]

# What the script writes into the form that registers. The page after it then reports the return, by the same script.
SCRIPT_RAN = "1"
LONGEST_DRAFT = 2500  # a field of the draft: more than any field takes, less than anybody's disk


# Not HEAD, with which scanners look at an address: they would spend the code.
@require_GET
@problems_shown
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Arrive with the code that the entry gave, or come back with the cookie."""
    now = timezone.now()
    session = _arrive(request, public_id, now=now)
    visit = Visit(session.punch_out, session.secret, Profile.load())
    with translation.override(visit.punch_out.language):
        response = _settled(request, visit, now) or _first_page(request, visit, now)
    set_secret(response, visit.punch_out, visit.secret)
    return secure_punch_out(response, visit.punch_out)


def at_visit(show: Page) -> Door:
    """A page behind a form of an earlier page: whose secret is wrong or whose time is over does not get there."""

    @csrf_exempt
    @problems_shown
    @wraps(show)
    def door(request: HttpRequest, public_id: UUID) -> HttpResponse:
        if request.method != "POST":
            # Somebody opened the address of a form's answer; the page itself knows how to go on.
            return redirect("oci:page", public_id)
        now = timezone.now()
        secret = request.POST.get("secret", "")
        punch_out = _resume(public_id, secret, now=now)
        visit = Visit(punch_out, secret, Profile.load())
        with translation.override(punch_out.language):
            response = _settled(request, visit, now) or show(request, visit, now)
        return secure_punch_out(response, punch_out)

    return door


@at_visit
def book(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    """The booking page again, with prices for what is filled in."""
    offered = Offered.read()
    form = _form(request.POST, visit=visit, offered=offered, now=now)
    _remember(form, visit)
    return _booking_page(request, visit, form=form, offered=offered, now=now)


@at_visit
def choices(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    """What can be chosen and has the typed text in it, for the script of the booking page."""
    found = search_choices(key=request.POST.get("key", ""), text=request.POST.get("text", ""))
    return render(request, "oci/pages/_choices.html", {"choices": found})


@at_visit
def check(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    """Check your answers; or the booking page, when something is not right yet."""
    offered = Offered.read()
    form = _form(request.POST, visit=visit, offered=offered, now=now, is_final=True)
    _remember(form, visit)
    choice = _choice(form, visit=visit, offered=offered, now=now)
    if choice is None:
        return _booking_page(request, visit, form=form, offered=offered, now=now)
    return render(request, "oci/pages/check.html", check_context(visit=visit, form=form, choice=choice))


@at_visit
def register(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    """Register the request at the price that was seen, and show the way back."""
    offered = Offered.read()
    form = _form(request.POST, visit=visit, offered=offered, now=now, is_final=True)
    choice = _choice(form, visit=visit, offered=offered, now=now)
    if choice is None:
        return _booking_page(request, visit, form=form, offered=offered, now=now)
    seen = request.POST.get("seen")
    if seen != seen_price(choice.quote):
        before = price_in_words(seen, currency=choice.quote.currency)
        context = check_context(visit=visit, form=form, choice=choice, price_before=before)
        return render(request, "oci/pages/check.html", context)
    try:
        rental_request = register_choice(
            punch_out=visit.punch_out,
            choice=choice,
            driver=form.driver_for(visit.punch_out.requester),
            language=visit.punch_out.language,
            now=now,
            wish=form.cleaned_data["wish"],
            note=form.cleaned_data["note"],
            has_script=request.POST.get("script") == SCRIPT_RAN,
            questions=form.extra.questions,
            answers=form.extra.checked.answers,
        )
    except InvalidDetailsError as error:
        form.add_error(None, [message for messages in error.errors.values() for message in messages])
        return _booking_page(request, visit, form=form, offered=offered, now=now)
    return registered_page(request, visit=visit, rental_request=rental_request, now=now)


@at_visit
def cancel(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    """Stop without booking."""
    close(punch_out=visit.punch_out, now=now)
    context = {**visit.frame, "ends_at": None, "way_out": find_way_out(visit.punch_out)}
    response = render(request, "oci/pages/cancelled.html", context)
    forget_secret(response, visit.punch_out)
    return response


def _arrive(request: HttpRequest, public_id: UUID, *, now: datetime) -> Session:
    """Spend the code; a reload, whose code is spent, goes on with the cookie where the browser has it."""
    kept = read_secret(request)
    try:
        if code := request.GET.get("code"):
            return enter(public_id=public_id, code=code, now=now)
    except CodeSpentError:
        if not kept:
            raise
    return Session(_resume(public_id, kept, now=now), kept)


def _resume(public_id: UUID, secret: str, *, now: datetime) -> PunchOut:
    """As `resume`, but what has gone back already is shown to whoever sent it."""
    try:
        return resume(public_id=public_id, secret=secret, now=now)
    except PunchOutReturnedError as error:
        if error.punch_out is None:
            raise
        return error.punch_out


def _settled(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse | None:
    """The page of the registered request, once there is one: nothing is asked or registered a second time."""
    if visit.punch_out.state not in (State.REGISTERED, State.RETURNED):
        return None
    rental_request = find_by_punch_out(visit.punch_out.public_id)
    if rental_request is None:
        return None
    return registered_page(request, visit=visit, rental_request=rental_request, now=now)


def _first_page(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    offered = Offered.read()
    draft = visit.punch_out.draft
    first = FirstAnswers(draft) if draft else first_answers(visit=visit, offered=offered, now=now)
    form = _form(first.answers, visit=visit, offered=offered, now=now)
    context = booking_context(visit=visit, form=form, offered=offered, now=now, closed=first.closed)
    return render(request, "oci/pages/booking.html", context)


def _booking_page(
    request: HttpRequest, visit: Visit, *, form: BookingForm, offered: Offered, now: datetime
) -> HttpResponse:
    context = booking_context(visit=visit, form=form, offered=offered, now=now)
    return render(request, "oci/pages/booking.html", context)


def _form(
    answers: Mapping[str, Any],
    *,
    visit: Visit,
    offered: Offered,
    now: datetime,
    is_final: bool = False,
) -> BookingForm:
    form = BookingForm(
        answers,
        places=offered.places,
        today=wall_time_of(now, zone=visit.profile.zone).date(),
        is_final=is_final,
        extras=read_extras(answers, offered=offered.extras),
        extra=read_extra_answers(answers, sent=visit.punch_out.sent_fields, is_final=is_final),
    )
    form.full_clean()
    return form


def _choice(form: BookingForm, *, visit: Visit, offered: Offered, now: datetime) -> Choice | None:
    """What the form asks for, if it is possible; otherwise the form has the messages."""
    if not (form.is_valid() and form.pick_up and form.return_):
        return None
    try:
        return check_choice(
            class_code=form.cleaned_data["vehicle_class"],
            pick_up_station=form.pick_up_station_code,
            return_station=form.return_station_code,
            pick_up=form.pick_up,
            return_=form.return_,
            now=now,
            stations=offered.places.stations,
            profile=visit.profile,
            delivery=form.address(Trip.DELIVERY),
            collection=form.address(Trip.COLLECTION),
            rules=offered.places.rules,
            extras=form.extras.pieces,
            offered=offered.extras,
            one_way_fees=offered.places.fees,
            traveller=traveller_of(visit, form),
        )
    except ChoiceErrors as refused:
        for error in refused.errors:
            form.add_problem(error)
        return None


def _remember(form: BookingForm, visit: Visit) -> None:
    """Keep what is typed, for a reload and for whoever comes back. PostgreSQL's JSON takes no NUL."""
    values = {name: value.replace("\0", "")[:LONGEST_DRAFT] for name, value in form.typed.items() if value}
    if values != visit.punch_out.draft:
        save_draft(punch_out=visit.punch_out, values=values)
