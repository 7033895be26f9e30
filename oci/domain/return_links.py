"""Return links: the way back once more, by mail, for a return that did not happen or did not arrive.

A link shows a page with a button, and only the button spends it: programs that scan mail follow links. What it sends
is the stored cart, field by field; a cart that was stopped, and so was never stored, is built when the link is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.urls import reverse

from oci.domain import journal
from oci.domain.punch_outs import PunchOutError, PunchOutReturnedError, lock
from oci.domain.returning import ReturnForm, bound_hook_url, build_return
from oci.domain.tokens import hash_token, new_token
from oci.enums import Event, Note, State
from oci.models import PunchOut, ReturnLink
from oci.protocol import states
from oci.protocol.hook_url import ReturnRule, match_hook_url
from reservations.domain.outbox import store_mail
from reservations.domain.queries import find_by_punch_out
from reservations.life_cycle import State as RequestState
from reservations.models import MailKind, OutboxMail, RentalRequest
from tenants.context import current_customer

GOOD_FOR = timedelta(hours=24)
# A link expires later than it was made, even if the next one comes at the same instant.
MOMENT = timedelta(microseconds=1)


class ReturnLinkError(PunchOutError):
    """The return is not repeated. `code` is one of `oci.problems`."""


class ReturnLinkUnknownError(ReturnLinkError):
    """There is no such link at this customer: mistyped, cut off, or another customer's."""

    code = "RETURN_LINK_UNKNOWN"


class ReturnLinkSpentError(ReturnLinkError):
    """The link was used. Another one helps, if the cart did not arrive."""

    code = "RETURN_LINK_SPENT"


class ReturnLinkExpiredError(ReturnLinkError):
    """The link is older than `GOOD_FOR`, or a newer one was sent. Another one helps."""

    code = "RETURN_LINK_EXPIRED"


class RequestRejectedError(ReturnLinkError):
    """The request was rejected, so that no line is wanted in the buyer's system any more."""

    code = "REQUEST_REJECTED"


class ReturnWithdrawnError(ReturnLinkError):
    """The connection takes no calls any more, or does not accept the address any more that this visit returns to."""

    code = "RETURN_WITHDRAWN"


class ReturnNotRepeatableError(ReturnLinkError):
    """SAP GUI takes the form in its own window alone, and mail is read elsewhere."""

    code = "RETURN_NOT_REPEATABLE"


@dataclass(frozen=True, slots=True)
class Made:
    """A new link, and its token for the only time."""

    link: ReturnLink
    token: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What a link would send."""

    link: ReturnLink
    punch_out: PunchOut
    rental_request: RentalRequest


@dataclass(frozen=True, slots=True)
class Repeated:
    """What a link sends, once."""

    link: ReturnLink
    punch_out: PunchOut
    rental_request: RentalRequest
    form: ReturnForm


def create_return_link(*, punch_out: PunchOut, now: datetime) -> Made:
    """Make a link for a punch-out whose row the caller has locked. Older ones that were not used are good no longer."""
    older = ReturnLink.objects.filter(punch_out=punch_out, used_at=None, expires_at__gt=now)
    older.update(expires_at=Greatest(now, F("created_at") + MOMENT))
    token = new_token()
    link = ReturnLink.objects.create(
        punch_out=punch_out, token_hash=hash_token(token), created_at=now, expires_at=now + GOOD_FOR
    )
    return Made(link, token)


def send_return_link(*, punch_out: PunchOut, now: datetime) -> OutboxMail:
    """Mail a fresh link to the requester and return the mail. After a return that was seen it may be wanted too.

    Raises:
        ReturnLinkError: RequestRejectedError, ReturnNotRepeatableError, ReturnWithdrawnError.
        EventNotAllowed: If the punch-out has registered no request.
        CartError: If the cart must not leave as the connection stands.
    """
    with transaction.atomic():
        locked = lock(punch_out)
        states.next_state(states.State(locked.state), states.Event.RETURN)
        request = find_standing_request(locked)
        if bound_hook_url(locked).is_sap_event:
            raise ReturnNotRepeatableError(locked)
        _refuse_withdrawn(locked)
        # Without a cart until now, nothing watches its return. The link is given its time.
        build_return(punch_out=locked, rental_request=request, now=now, patience=GOOD_FOR)
        made = create_return_link(punch_out=locked, now=now)
        mail = store_mail(
            request,
            kind=MailKind.RETURN_AGAIN,
            now=now,
            occasion=str(made.link.pk),
            particulars={
                "link": current_customer().url(f"{address_of(locked)}?code={made.token}"),
                "buyer": locked.connection.name,
                "expires_at": made.link.expires_at.isoformat(),
            },
        )
        _record(locked, request, Note.LINK_MAILED, now=now)
    return mail


def open_return_link(*, public_id: UUID, token: str, now: datetime) -> Offered:
    """What the link would send. Spends nothing, writes nothing.

    Raises:
        ReturnLinkError, PunchOutReturnedError: If it would send nothing.
    """
    link = _find(public_id, token)
    _check(link, now=now)
    request = find_standing_request(link.punch_out)
    _refuse_withdrawn(link.punch_out)
    return Offered(link, link.punch_out, request)


def use_return_link(*, public_id: UUID, token: str, now: datetime) -> Repeated:
    """Spend the link and return what it sends; of two at the same time, one wins.

    Raises:
        ReturnLinkError, PunchOutReturnedError: If it sends nothing.
        CartError: If the cart must not leave as the connection stands; the link is as good as before.
    """
    with transaction.atomic():
        link = _find(public_id, token)
        locked = lock(link.punch_out)
        link.punch_out = locked
        _check(link, now=now)
        request = find_standing_request(locked)
        _refuse_withdrawn(locked)
        form = build_return(punch_out=locked, rental_request=request, now=now)
        if not ReturnLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now).update(used_at=now):
            raise ReturnLinkSpentError(locked)
        _record(locked, request, Note.LINK_USED, now=now)
    # The frame that the buyer's system named is not there: the mail opened a window of its own.
    return Repeated(link, locked, request, replace(form, target="_top"))


def find_repeated(*, public_id: UUID, token: str) -> PunchOut:
    """The punch-out whose link was used: its page may report, with `oci.domain.returning.note_return`.

    Raises:
        ReturnLinkUnknownError: If there is no such link, or it was not used.
    """
    link = _find(public_id, token)
    if link.used_at is None:
        raise ReturnLinkUnknownError(link.punch_out)
    return link.punch_out


def find_standing_request(punch_out: PunchOut) -> RentalRequest:
    """The request of a punch-out that has one.

    Raises:
        RequestRejectedError: If it was rejected.
    """
    request = find_by_punch_out(punch_out.public_id)
    if request is None or request.state == RequestState.REJECTED:
        raise RequestRejectedError(punch_out)
    return request


def address_of(punch_out: PunchOut) -> str:
    """The path of the punch-out's return links."""
    return reverse("oci:again", args=[punch_out.public_id])


def _find(public_id: UUID, token: str) -> ReturnLink:
    links = ReturnLink.objects.select_related("punch_out__connection")
    link = links.filter(punch_out__public_id=public_id, token_hash=hash_token(token)).first()
    if link is None:
        raise ReturnLinkUnknownError
    return link


def _check(link: ReturnLink, *, now: datetime) -> None:
    punch_out = link.punch_out
    if link.used_at is not None:
        raise ReturnLinkSpentError(punch_out)
    if link.expires_at <= now:
        raise ReturnLinkExpiredError(punch_out)
    # It came after all. A link of later than that was sent by somebody who knows better.
    if punch_out.state == State.RETURNED and punch_out.ended_at and punch_out.ended_at > link.created_at:
        raise PunchOutReturnedError(punch_out)


def _refuse_withdrawn(punch_out: PunchOut) -> None:
    """A visit goes on with what was accepted at its entry; a link of later than that asks again.

    Switching a connection off, or an address to return to, stops what goes back over them.
    """
    connection = punch_out.connection
    if not connection.takes_calls:
        raise ReturnWithdrawnError(punch_out)
    hook_url = bound_hook_url(punch_out)
    if hook_url.is_sap_event:
        return
    accepted = connection.return_origins.filter(accepted=True)
    rules = [ReturnRule(**row) for row in accepted.values("origin", "path_prefix")]
    if match_hook_url(hook_url, rules) is None or (hook_url.scheme == "http" and not connection.allow_http):
        raise ReturnWithdrawnError(punch_out)


def _record(punch_out: PunchOut, request: RentalRequest, note: Note, *, now: datetime) -> None:
    facts = {"note": note.value}
    journal.record(event=Event.LINK, detail=request.reference, facts=facts, punch_out=punch_out, now=now)
