from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from catalog.domain.dates import (
    date_text,
    dated_moment_text,
    day_text,
    full_moment_text,
    moment_text,
    short_moment_text,
)

WALL = datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize(
    ("write", "texts"),
    [
        (date_text, ("25 november 2026", "25 November 2026", "25. November 2026", "25 novembre 2026")),
        (
            day_text,
            (
                "woensdag 25 november",
                "Wednesday 25 November",
                "Mittwoch, 25. November",
                "mercredi 25 novembre",
            ),
        ),
        (
            moment_text,
            (
                "woensdag 25 november 09:00",
                "Wednesday 25 November 09:00",
                "Mittwoch, 25. November, 09:00\N{NO-BREAK SPACE}Uhr",
                "mercredi 25 novembre à\N{NO-BREAK SPACE}09:00",
            ),
        ),
        (
            dated_moment_text,
            (
                "25 november 2026, 09:00",
                "25 November 2026, 09:00",
                "25. November 2026, 09:00",
                "25 novembre 2026, 09:00",
            ),
        ),
        (
            full_moment_text,
            (
                "woensdag 25 november 2026, 09:00",
                "Wednesday 25 November 2026, 09:00",
                "Mittwoch, 25. November 2026, 09:00\N{NO-BREAK SPACE}Uhr",
                "mercredi 25 novembre 2026 à\N{NO-BREAK SPACE}09:00",
            ),
        ),
        (
            short_moment_text,
            (
                "wo 25 november 2026, 09:00",
                "Wed 25 November 2026, 09:00",
                "Mi, 25. November 2026, 09:00\N{NO-BREAK SPACE}Uhr",
                "mer. 25 novembre 2026 à\N{NO-BREAK SPACE}09:00",
            ),
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_dates_are_written_as_each_language_does(
    write: Callable[[datetime], str], texts: tuple[str, ...]
) -> None:
    written = []
    for language in ("nl", "en", "de", "fr"):
        with translation.override(language):
            written.append(write(WALL))

    assert tuple(written) == texts
