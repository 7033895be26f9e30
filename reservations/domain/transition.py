"""One step in the life of a request: the state, the event and the queue's row change together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reservations.domain.projection import project
from reservations.life_cycle import Party, State, Verb, next_state
from reservations.models import EventKind, OutboxMail, RentalRequest, RequestEvent
from tenants.workspace.models import User


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What is done, and why.

    `values` are model fields that change and are told on the timeline; `silent` are fields that change too, but
    that the event's own time or reason tells already.
    """

    verb: Verb
    party: Party
    values: Mapping[str, object] = field(default_factory=dict)
    silent: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""


def take_step(request: RentalRequest, step: Step, *, now: datetime, actor: User | None = None) -> None:
    """Change `request`, whose row the caller has locked, and write the event and the queue's row.

    Raises TransitionNotAllowedError, before anything is changed.
    """
    before = State(request.state)
    after = next_state(step.verb, request.standing, party=step.party)
    changes = [
        {"field": name, "old": _as_text(getattr(request, name)), "new": _as_text(value)}
        for name, value in step.values.items()
        if getattr(request, name) != value
    ]
    for name, value in (*step.values.items(), *step.silent.items()):
        setattr(request, name, value)
    request.state = after
    # The version guards what operations look at; a return that comes in meanwhile takes nothing from under them.
    if step.party == Party.OPERATIONS:
        request.version += 1
    request.save(update_fields=["state", "version", *step.values, *step.silent])
    record_event(
        request,
        kind=EventKind(step.verb.value),
        party=step.party,
        at=now,
        actor=actor,
        state_before=before,
        changes=changes,
        reason=step.reason,
    )
    project(request)


def record_event(
    request: RentalRequest,
    *,
    kind: EventKind,
    party: Party,
    at: datetime,
    actor: User | None = None,
    actor_name: str = "",
    state_before: str = "",
    changes: list[dict[str, str]] | None = None,
    reason: str = "",
    mail: OutboxMail | None = None,
) -> RequestEvent:
    """Add a line to the timeline. `actor_name` names who has no account here, such as the requester."""
    return RequestEvent.objects.create(
        request=request,
        at=at,
        kind=kind,
        party=party,
        actor=actor,
        actor_name=actor.name if actor else actor_name,
        state_before=state_before,
        state_after=request.state,
        version=request.version,
        changes=changes or [],
        reason=reason,
        mail=mail,
    )


def _as_text(value: object) -> str:
    return "" if value is None else str(value)
