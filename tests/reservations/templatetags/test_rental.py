from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.translation import override

from reservations.templatetags.rental import span_text


@pytest.mark.parametrize(
    ("span", "dutch", "english"),
    [
        (timedelta(seconds=59), "0 min", "0 min"),
        (timedelta(minutes=12), "12 min", "12 min"),
        (timedelta(hours=1), "1 u", "1 h"),
        (timedelta(hours=1, minutes=53, seconds=59), "1 u 53 min", "1 h 53 min"),
        (timedelta(days=1, minutes=59), "1 d", "1 d"),
        (timedelta(days=3, hours=4, minutes=5), "3 d 4 u", "3 d 4 h"),
        (timedelta(days=400), "400 d", "400 d"),
    ],
)
def test_span_is_short_and_to_two_units(span: timedelta, dutch: str, english: str) -> None:
    texts = []

    for language in ("nl", "en"):
        with override(language):
            texts.append(span_text(span).replace("\N{NO-BREAK SPACE}", " "))

    assert texts == [dutch, english]
