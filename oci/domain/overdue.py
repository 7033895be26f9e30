"""A return that should have been seen by now.

A page whose script runs reports the submit, so without a report there was none. Without a script nobody can know.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from oci.domain import journal
from oci.domain.return_links import ReturnLinkError, find_standing_request, send_return_link
from oci.enums import Event, Note, State
from oci.models import PunchOut
from reservations.domain.notes import note_return_missing


def note_overdue(*, punch_out_id: int, now: datetime) -> None:
    """Note that the return of a punch-out was not seen in its time, and mail a return link where that helps.

    Once; it does nothing about a return that was seen, or a request that was rejected in the meantime. The punch-out
    is named by its primary key, as jobs do.
    """
    with transaction.atomic():
        rows = PunchOut.objects.select_for_update(of=("self",)).select_related("connection")
        # Locked, so that a report that comes in at this instant is either seen here or waits.
        punch_out = rows.filter(pk=punch_out_id, state=State.REGISTERED, overdue_at=None).first()
        if punch_out is None:
            return
        try:
            request = find_standing_request(punch_out)
        except ReturnLinkError:
            return
        punch_out.overdue_at = now
        punch_out.save(update_fields=["overdue_at"])
        _journal(punch_out, request.reference, now=now)
        note_return_missing(punch_out_id=punch_out.public_id, now=now)
        may_mail = punch_out.has_script and punch_out.connection.mails_return_link
        # A link that staff have mailed is as good, and a newer one would end it.
        if may_mail and not punch_out.return_links.filter(used_at=None, expires_at__gt=now).exists():
            # SAP GUI takes a return in its own window only: there, staff and employee find another way.
            with suppress(ReturnLinkError):
                send_return_link(punch_out=punch_out, now=now)


def _journal(punch_out: PunchOut, reference: str, *, now: datetime) -> None:
    if punch_out.has_script:
        journal.record(
            event=Event.OVERDUE, problem="RETURN_NOT_SEEN", detail=reference, punch_out=punch_out, now=now
        )
    else:
        facts = {"note": Note.RETURN_UNKNOWN.value}
        journal.record(event=Event.OVERDUE, detail=reference, facts=facts, punch_out=punch_out, now=now)
