"""Patterns that an account manager writes, run by RE2: its time grows with the length of the answer and nothing else.

Python's own engine tries again and again: `(a+)+$` against thirty letters holds a process for minutes.
"""

from __future__ import annotations

from functools import lru_cache

import re2

from .errors import PatternMalformed

__all__ = ["LONGEST_PATTERN", "compile_pattern", "matches"]

LONGEST_PATTERN = 200
# Of memory, in bytes: `(a{1000}){1000}` is short to write and a million states to hold.
LARGEST_PROGRAM = 1 << 20


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> re2.Pattern:
    """The pattern, ready to be matched.

    Raises:
        PatternMalformed: If it is too long, too large, or not in the syntax of RE2.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise PatternMalformed(f"{LONGEST_PATTERN}")
    options = re2.Options()
    options.max_mem = LARGEST_PROGRAM
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        raise PatternMalformed(reason.decode() if isinstance(reason, bytes) else str(reason)) from None


def matches(pattern: str, answer: str) -> bool:
    """Whether the whole of `answer` is as `pattern` says."""
    return compile_pattern(pattern).fullmatch(answer) is not None
