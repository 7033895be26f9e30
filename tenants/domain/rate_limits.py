"""How many calls somebody may make in a minute, counted in the database, so that all processes count together.

Counting is by "generic cell rate algorithm": one moment per caller, up to which its calls are paid for. Each call that
is let in moves that moment by its share of a minute; a call that would move it more than a minute ahead is refused. So
a caller may make its minute's worth at once and goes on at an even pace, and one row of two columns is all there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from math import ceil
from typing import Any

from django.db import connection
from django.utils.crypto import salted_hmac

from tenants.context import current_customer
from tenants.models import RateLimit

SALT = "tenants.rate_limit"
WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted: calls of `name` (an address, a connection) as `kind`, at the current customer."""

    kind: str
    name: str
    per_minute: int

    @property
    def key(self) -> str:
        """What the caller is counted under. A keyed hash: the table names nobody."""
        parts = (current_customer().schema_name, self.kind, self.name)
        return salted_hmac(SALT, "\n".join(parts), algorithm="sha256").hexdigest()

    @property
    def gap(self) -> timedelta:
        return WINDOW / self.per_minute


@dataclass(frozen=True, slots=True)
class Refusal:
    """The limit that has no room, and the whole seconds until it has."""

    limit: Limit
    seconds: int


def count_call(limits: Sequence[Limit], *, now: datetime) -> Refusal | None:
    """Count one call under each of `limits` in turn, or say which of them has no room; one statement.

    A limit only counts when those before it had room: whoever is refused by the first cannot use up the second, which
    others share. Every caller names kinds in the same order, so that no two wait for each other's row. Call it outside
    a transaction, or the row stays locked until its end.
    """
    # The types of `execute` know no timedelta.
    parameters: dict[str, Any] = {"now": now, "full": now + WINDOW}
    for number, limit in enumerate(limits):
        parameters |= {f"key{number}": limit.key, f"gap{number}": limit.gap}
    with connection.cursor() as cursor:
        cursor.execute(_statement(len(limits)), parameters)
        counted = cursor.fetchall()
    for limit, (_number, is_counted, until) in zip(limits, counted, strict=True):
        if not is_counted:
            # Between reading and counting another call may have made room or taken it: at least a second, then.
            wait = (until or now) + limit.gap - WINDOW - now
            return Refusal(limit, max(1, ceil(wait.total_seconds())))
    return None


def forget_past(*, now: datetime) -> int:
    """Delete the rows of callers who have a whole minute's worth again, and say how many they were."""
    deleted, _per_model = RateLimit.objects.filter(until__lt=now).delete()
    return deleted


@cache
def _statement(count: int) -> str:
    """The statement that counts under `count` keys in turn, a row for each: whether it counted, its moment before."""
    counts = ",".join(_COUNT.format(n=n, before=_BEFORE.format(n=n - 1) if n else "") for n in range(count))
    return f"WITH {counts} {' UNION ALL '.join(_ROW.format(n=n) for n in range(count))} ORDER BY 1"


# All reads see the table as it was before the statement; the update alone sees the row as it is now.
_COUNT = """
counted{n} AS (
    INSERT INTO tenants_ratelimit AS held (key, until)
    SELECT %(key{n})s, %(now)s + %(gap{n})s {before}
    ON CONFLICT (key) DO UPDATE SET until = greatest(held.until, %(now)s) + %(gap{n})s
        WHERE greatest(held.until, %(now)s) + %(gap{n})s <= %(full)s
    RETURNING key
)"""
_BEFORE = "WHERE EXISTS (SELECT FROM counted{n})"
_ROW = """
SELECT {n}, EXISTS (SELECT FROM counted{n}), (SELECT until FROM tenants_ratelimit WHERE key = %(key{n})s)"""
