"""When a request should have been dealt with.

The earlier of two moments: a fixed time after it was registered, and the time a station needs before the pick-up. A
request that comes in later than that is due at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

RESPONSE_TIME: Final = timedelta(hours=4)
PREPARATION_TIME: Final = timedelta(hours=2)


def due_at(*, registered_at: datetime, pick_up_at: datetime) -> datetime:
    """Return the due time; never before the request was registered."""
    due = min(registered_at + RESPONSE_TIME, pick_up_at - PREPARATION_TIME)
    return max(due, registered_at)
