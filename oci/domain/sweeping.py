"""Housekeeping: visits whose time is over are ended, and what a customer no longer wants to keep is deleted.

A visit that led to a request stays as long as the request does. Everything is done in batches, each in a transaction
of its own, so that nobody waits for a lock; what a run leaves over, the next one takes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, models, transaction

from oci.domain import journal
from oci.enums import Event, State
from oci.models import JournalEntry, PunchOut, ReturnLink
from oci.protocol import states
from tenants.context import use_customer
from tenants.domain.rate_limits import forget_past
from tenants.models import Customer
from tenants.workspace.models import Profile

BATCH = 500
MOST_BATCHES = 40

logger = logging.getLogger(__name__)


def sweep_all(*, now: datetime) -> None:
    """Sweep at every customer, suspended ones too: what they keep no longer is to go. One that fails is logged."""
    customers = Customer.objects.filter(kind=Customer.Kind.CUSTOMER).exclude(status=Customer.Status.CLOSED)
    for customer in customers.order_by("pk"):
        try:
            with use_customer(customer):
                sweep(now=now)
        except Exception:
            logger.exception("The visits of %s were not swept", customer.slug)
            # Whatever cut the connection off is not to cut off the customers that follow.
            if not connection.is_usable():
                connection.close()
    forget_past(now=now)


def sweep(*, now: datetime) -> None:
    """Sweep at the active customer."""
    before = now - timedelta(days=Profile.load().journal_days)
    _in_batches(lambda: expire_visits(now=now))
    _in_batches(lambda: delete_entries(before=before))
    _in_batches(lambda: delete_links(before=before))
    _in_batches(lambda: delete_visits(before=before))


def expire_visits(*, now: datetime) -> int:
    """End a batch of visits whose time is over; returns how many. The journal tells of those that were begun."""
    with transaction.atomic():
        # One that is locked is being used at this very moment, and is told there that its time is over.
        rows = PunchOut.objects.select_for_update(skip_locked=True, of=("self",)).select_related("connection")
        over = list(rows.filter(state__in=[State.OPENED, State.ACTIVE], expires_at__lte=now)[:BATCH])
        PunchOut.objects.filter(pk__in=[punch_out.pk for punch_out in over]).update(
            state=states.next_state(states.State.ACTIVE, states.Event.EXPIRE), ended_at=now
        )
        begun = [punch_out for punch_out in over if punch_out.state == State.ACTIVE]
        journal.record_alike(event=Event.EXPIRY, punch_outs=begun, now=now)
    return len(over)


def delete_entries(*, before: datetime) -> int:
    """Delete a batch of journal entries of before then."""
    return _delete(JournalEntry.objects.filter(at__lt=before))


def delete_links(*, before: datetime) -> int:
    """Delete a batch of return links that were good no longer by then."""
    return _delete(ReturnLink.objects.filter(expires_at__lt=before))


def delete_visits(*, before: datetime) -> int:
    """Delete a batch of visits that ended without a request, and whose time was over by then."""
    without = [State.EXPIRED, State.CANCELLED]
    return _delete(PunchOut.objects.filter(state__in=without, expires_at__lt=before))


def _delete(
    old: models.QuerySet[JournalEntry] | models.QuerySet[ReturnLink] | models.QuerySet[PunchOut],
) -> int:
    with transaction.atomic():
        keys = list(old.order_by().values_list("pk", flat=True)[:BATCH])
        if keys:
            old.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


def _in_batches(step: Callable[[], int]) -> None:
    for _batch in range(MOST_BATCHES):
        if step() < BATCH:
            break
