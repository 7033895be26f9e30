"""The watch over a return: once there was time enough for it, somebody looks whether it was seen."""

from __future__ import annotations

from datetime import datetime, timedelta

from oci.models import PunchOut


def watch(punch_out: PunchOut, *, now: datetime, patience: timedelta | None = None) -> None:
    """Look whether the return was seen after `patience`: by default after the minutes that the connection gives it.

    Queued in the caller's transaction, or not at all. Looking twice does no harm.
    """
    # The job calls the domain; only here does the domain need to name the job.
    from oci.tasks import watch_return

    if patience is None:
        patience = timedelta(minutes=punch_out.connection.return_minutes)
    watch_return.defer(at=now + patience, punch_out_id=punch_out.pk)
