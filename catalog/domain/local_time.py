"""Wall-clock time to instants, across the hours that a clock change skips or repeats.

Everything here keeps order: a later wall time is never an earlier instant, and a later instant never
shows an earlier wall time. Counting days rests on that; `zoneinfo` alone does not give it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ONE_SECOND = timedelta(seconds=1)
ONE_MINUTE = timedelta(minutes=1)


class SkippedTimeError(ValueError):
    """The clock jumps over this wall time, so it never happens."""


def is_skipped(wall: datetime, *, zone: ZoneInfo) -> bool:
    """Whether the clock jumps over this wall time, so that it never happens."""
    first, second = _both_passes(wall, zone=zone)
    return first > second


def instant_of(wall: datetime, *, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, that a person means by a wall time. In a repeated hour: its first pass.

    Raises SkippedTimeError for a wall time that the clock jumps over.
    """
    if is_skipped(wall, zone=zone):
        raise SkippedTimeError(wall)
    first, _second = _both_passes(wall, zone=zone)
    return first


def last_instant_of(wall: datetime, *, zone: ZoneInfo) -> datetime:
    """The last instant, in UTC, at which the clock has not passed this wall time.

    In a repeated hour: its second pass. For a skipped wall time: the moment of the jump.
    """
    first, second = _both_passes(wall, zone=zone)
    if first > second:
        return _change_between(second, first, zone=zone)
    return second


def wall_time_of(instant: datetime, *, zone: ZoneInfo) -> datetime:
    """The naive wall time at an instant. All of the second pass of a repeated hour counts as its end."""
    local = instant.astimezone(zone)
    wall = local.replace(tzinfo=None, fold=0)
    if not local.fold:
        return wall
    first, second = _both_passes(wall, zone=zone)
    change = _change_between(first, second, zone=zone)
    return (change - ONE_SECOND).astimezone(zone).replace(tzinfo=None, fold=0) + ONE_SECOND


def whole_minute_from(instant: datetime) -> datetime:
    """The first whole minute that is not before `instant`: whoever types the time of a message is let through."""
    minute = instant.replace(second=0, microsecond=0)
    return minute if minute == instant else minute + ONE_MINUTE


def _both_passes(wall: datetime, *, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants of both readings of a wall time: equal, except around a clock change."""
    if wall.tzinfo is not None:
        raise ValueError("a wall time has no time zone of its own")
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return first, second


def _change_between(before: datetime, after: datetime, *, zone: ZoneInfo) -> datetime:
    """The instant of the one clock change after `before` and not after `after`: clocks change on a second."""
    old_offset = before.astimezone(zone).utcoffset()
    while after - before > ONE_SECOND:
        middle = before + timedelta(seconds=(after - before) // ONE_SECOND // 2)
        if middle.astimezone(zone).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
