"""The journal: each call, refusal, cart and outcome, masked, under a reference that can be read out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from time import perf_counter

from oci.domain.masking import mask_network
from oci.domain.tokens import new_reference
from oci.enums import Event, Outcome
from oci.models import Connection, JournalEntry, PunchOut
from oci.protocol.rules import Finding

LONGEST_DETAIL = 300
# A search among hundreds of classes may find the same in each line; the first ones say it.
MOST_FINDINGS = 50

_started: ContextVar[float | None] = ContextVar("started", default=None)


@contextmanager
def timed() -> Iterator[None]:
    """What is recorded within tells how long the browser had been waiting by then."""
    token = _started.set(perf_counter())
    try:
        yield
    finally:
        _started.reset(token)


def record(
    *,
    event: Event,
    now: datetime,
    problem: str = "",
    detail: str = "",
    facts: Mapping[str, str | int] | None = None,
    connection: Connection | None = None,
    connection_slug: str = "",
    punch_out: PunchOut | None = None,
    method: str = "",
    address: str = "",
    parameters: list[list[str]] | None = None,
    findings: Iterable[Finding] = (),
    milliseconds: int | None = None,
) -> JournalEntry:
    """Write one entry and return it; one statement.

    `problem` is a code of `oci.problems` and makes it a refusal. `detail` is for the account manager and holds no
    personal data and no secret; nor do `facts`, the error's, which are told in the reader's language. `parameters` are
    masked already, `address` is masked here. The connection is the punch-out's, where there is one. Without
    `milliseconds`, they are those of `timed`.
    """
    if milliseconds is None and (started := _started.get()) is not None:
        milliseconds = round((perf_counter() - started) * 1000)
    if connection is None and punch_out is not None:
        connection = punch_out.connection
    return JournalEntry.objects.create(
        reference=new_reference(),
        at=now,
        event=event,
        outcome=Outcome.REFUSED if problem else Outcome.ACCEPTED,
        problem=problem,
        detail=detail.replace("\0", "")[:LONGEST_DETAIL],
        facts=dict(facts or {}),
        connection=connection,
        connection_slug=connection.slug if connection else connection_slug[:40],
        punch_out=punch_out,
        method=method[:10],
        address=mask_network(address),
        parameters=parameters or [],
        findings=[asdict(finding) for finding in islice(findings, MOST_FINDINGS)],
        milliseconds=milliseconds,
    )


def record_alike(*, event: Event, punch_outs: Iterable[PunchOut], now: datetime) -> None:
    """Write an entry for each of `punch_outs` that says no more than that it happened; one statement for all."""
    JournalEntry.objects.bulk_create(
        JournalEntry(
            reference=new_reference(),
            at=now,
            event=event,
            outcome=Outcome.ACCEPTED,
            connection=punch_out.connection,
            connection_slug=punch_out.connection.slug,
            punch_out=punch_out,
        )
        for punch_out in punch_outs
    )
