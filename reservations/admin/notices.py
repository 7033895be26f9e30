"""What stands between a request and the buyer's system, for operations to act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reservations.life_cycle import State
from reservations.models import EventKind, RentalRequest, RequestEvent

_REMEDIES: Final = {
    EventKind.CART_STOPPED: _(
        "The buyer's system knows nothing of this request. Agree with the requester how it is ordered, and ask the "
        "account manager to repair the connection."
    ),
    EventKind.RETURN_MISSING: _(
        "Ask the requester whether the request stands in the cart of the buyer's system. Where a return link was "
        "mailed, it puts the request there after all."
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What went wrong, what was said about it, and what helps."""

    what: str
    reason: str
    remedy: Promise


def list_notices(request: RentalRequest, events: Iterable[RequestEvent]) -> list[Notice]:
    """The notices that its timeline gives rise to. A return that was seen settles them, as does a rejection.

    A stopped cart tells already why no return is seen.
    """
    if request.transferred or request.state == State.REJECTED:
        return []
    noted = {event.kind: event for event in events if event.kind in _REMEDIES}
    if EventKind.CART_STOPPED in noted:
        noted.pop(EventKind.RETURN_MISSING, None)
    return [
        Notice(what=event.get_kind_display(), reason=event.reason, remedy=_REMEDIES[EventKind(event.kind)])
        for event in noted.values()
    ]
