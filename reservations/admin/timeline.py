"""A request's events in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.timezone import localtime

from reservations.life_cycle import Party
from reservations.models import EventKind, RentalRequest, RequestEvent

_ICONS: Final = {
    EventKind.REGISTER: "plus-inverse",
    EventKind.TRANSFER: "redirect",
    EventKind.CLAIM: "user",
    EventKind.RELEASE: "rotate",
    EventKind.PLAN: "calendar-alt",
    EventKind.CONFIRM: "circle-check",
    EventKind.REJECT: "circle-xmark",
    EventKind.ORDER: "tag",
    EventKind.CART_STOPPED: "warning",
    EventKind.RETURN_MISSING: "warning",
    EventKind.MAIL_STORED: "mail",
    EventKind.MAIL_ACCEPTED: "mail",
    EventKind.MAIL_DELAYED: "time",
    EventKind.MAIL_FAILED: "warning",
}
_PROBLEMS: Final = {
    EventKind.CART_STOPPED,
    EventKind.RETURN_MISSING,
    EventKind.MAIL_DELAYED,
    EventKind.MAIL_FAILED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One field that changed, by the name it has on screen."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the timeline."""

    at: datetime  # by the reader's clock
    what: str
    who: str
    icon: str
    is_problem: bool
    changes: list[Change]
    reason: str
    mail: str


def describe(events: Iterable[RequestEvent], *, request: RentalRequest) -> list[Entry]:
    """Put a request's events in words, in the order given; needs no statement when their mails have been fetched."""
    return [_describe(event, request) for event in events]


def _describe(event: RequestEvent, request: RentalRequest) -> Entry:
    kind = EventKind(event.kind)
    return Entry(
        at=localtime(event.at),
        what=str(kind.label),
        who=event.actor_name or str(Party(event.party).label),
        icon=_ICONS[kind],
        is_problem=kind in _PROBLEMS,
        changes=[
            Change(label=request.label_of(change["field"]), old=change["old"], new=change["new"])
            for change in event.changes
        ],
        reason=event.reason,
        mail=f"{event.mail.subject} → {event.mail.to_email}" if event.mail else "",
    )
