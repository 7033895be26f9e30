"""Reads about visits: punch-outs with the request that each led to. Each runs a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import pgettext_lazy

from oci.enums import State
from oci.models import Connection, JournalEntry, PunchOut
from reservations.models import RentalRequest

MOST_RECENT = 20


class Return(models.TextChoices):
    """How far the return of a registered request is, as far as anybody can tell."""

    SEEN = "seen", pgettext_lazy("return", "seen")
    AWAITED = "awaited", pgettext_lazy("return", "awaited")
    NOT_SEEN = "not_seen", pgettext_lazy("return", "not seen")
    STOPPED = "stopped", pgettext_lazy("return", "stopped: the cart is not fit to leave")


# A cart that was stopped was never stored; nothing can come back of it.
RETURNS: Mapping[Return, Q] = {
    Return.SEEN: Q(state=State.RETURNED),
    Return.AWAITED: Q(state=State.REGISTERED, overdue_at=None) & ~Q(return_fields=[]),
    Return.NOT_SEEN: Q(state=State.REGISTERED, overdue_at__isnull=False) & ~Q(return_fields=[]),
    Return.STOPPED: Q(state=State.REGISTERED, return_fields=[]),
}


def return_of(punch_out: PunchOut) -> Return | None:
    """As `RETURNS` has it; None for a visit without a request."""
    match punch_out.state:
        case State.RETURNED:
            return Return.SEEN
        case State.REGISTERED:
            if not punch_out.return_fields:
                return Return.STOPPED
            return Return.AWAITED if punch_out.overdue_at is None else Return.NOT_SEEN
        case _:
            return None


def list_visits() -> QuerySet[PunchOut]:
    """All visits with their connection, and the `reference` of the request that each led to, or None."""
    requests = RentalRequest.objects.filter(punch_out_id=OuterRef("public_id"))
    return PunchOut.objects.select_related("connection").annotate(
        reference=Subquery(requests.values("reference")[:1])
    )


def list_entries(punch_out: PunchOut) -> QuerySet[JournalEntry]:
    """What the journal has of a visit, in the order in which it happened."""
    return JournalEntry.objects.filter(punch_out=punch_out).order_by("at", "id")


def list_recent_requests(connection: Connection) -> QuerySet[RentalRequest]:
    """The latest requests that came over `connection`, the newest first."""
    visits = PunchOut.objects.filter(connection=connection).values("public_id")
    return RentalRequest.objects.filter(punch_out_id__in=visits).order_by("-registered_at", "-id")[
        :MOST_RECENT
    ]
