"""How long one thing takes that takes next to nothing."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from timeit import Timer

REPEATS = 7


def microseconds(action: Callable[[], object]) -> float:
    """Microseconds of one `action` that waits for nothing: the best of several runs, others were only disturbed more.

    Of the processor's time: what else runs on the machine does not count.
    """
    timer = Timer(action, timer=process_time)
    times, _seconds = timer.autorange()
    return min(timer.repeat(REPEATS, times)) / times * 1_000_000
