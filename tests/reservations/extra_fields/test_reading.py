"""Answers: realistic ones, hostile ones, and what holds for all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reservations.extra_fields.definition import LENGTHS, ExtraField, Kind
from reservations.extra_fields.errors import (
    AnswerError,
    AnswerTooLong,
    ChoiceUnknown,
    DateMalformed,
    DateTooEarly,
    DateTooLate,
    MailMalformed,
    NumberMalformed,
    NumberTooLarge,
    NumberTooSmall,
    PatternUnmatched,
)
from reservations.extra_fields.reading import read_answer

TEXT = ExtraField("project", Kind.TEXT)
PLATE = ExtraField("plate", Kind.TEXT, pattern=r"[A-Z]{2}-\d{3}-[A-Z]")
REASON = ExtraField("reason", Kind.LONG_TEXT)
LOAD = ExtraField("load", Kind.NUMBER, least="0.5", most="1200")
UNTIL = ExtraField("until", Kind.DATE, least="2026-01-01", most="2026-12-31")
SITE = ExtraField("site", Kind.CHOICE, choices=frozenset({"AMS", "RTM"}))
SITES = ExtraField("sites", Kind.CHOICES, choices=frozenset({"AMS", "RTM", "EIN"}))
TOWING = ExtraField("towing", Kind.YES_NO)
MANAGER = ExtraField("manager", Kind.EMAIL)
COST_CENTRE = ExtraField("cost_centre", Kind.COST_CENTRE, pattern=r"\d{4}")


@pytest.mark.parametrize(
    ("question", "typed", "stored"),
    [
        (TEXT, "  Bridge \t 12 ", "Bridge 12"),
        (TEXT, "two\r\nlines", "two lines"),
        (TEXT, "a\0b", "a b"),
        (TEXT, " \n ", ""),
        (PLATE, "AB-123-C", "AB-123-C"),
        (REASON, " one \r\n\r\n two ", "one\n\ntwo"),
        (LOAD, "12,5", "12.5"),
        (LOAD, "+7.500", "7.5"),
        (LOAD, "1200", "1200"),
        (UNTIL, "5-3-2026", "2026-03-05"),
        (UNTIL, "05/03/2026", "2026-03-05"),
        (UNTIL, "2026-12-31", "2026-12-31"),
        (SITE, " AMS ", "AMS"),
        (SITES, "RTM\r\nAMS\nRTM\n", "AMS\nRTM"),
        (TOWING, "yes", "yes"),
        (MANAGER, "j.de.vries@acme.example", "j.de.vries@acme.example"),
        (COST_CENTRE, "4711", "4711"),
    ],
)
def test_an_answer_is_stored_in_one_way(question: ExtraField, typed: str, stored: str) -> None:
    assert read_answer(question, typed) == stored


@pytest.mark.parametrize(
    ("question", "typed", "error", "limit"),
    [
        (TEXT, "x" * 201, AnswerTooLong, "200"),
        (PLATE, "ab-123-c", PatternUnmatched, ""),
        (PLATE, "AB-123-CD", PatternUnmatched, ""),
        (LOAD, "0.4", NumberTooSmall, "0.5"),
        (LOAD, "1200,01", NumberTooLarge, "1200"),
        (LOAD, "1.250.000", NumberMalformed, ""),
        (LOAD, "1e3", NumberMalformed, ""),
        (LOAD, "NaN", NumberMalformed, ""),
        (LOAD, "١٢", NumberMalformed, ""),  # digits, but not ours
        (UNTIL, "31-12-2025", DateTooEarly, "2026-01-01"),
        (UNTIL, "1-1-2027", DateTooLate, "2026-12-31"),
        (UNTIL, "30-2-2026", DateMalformed, ""),
        (UNTIL, "5-3-26", DateMalformed, ""),
        (SITE, "ams", ChoiceUnknown, ""),
        (SITES, "AMS\nnowhere", ChoiceUnknown, ""),
        (TOWING, "perhaps", AnswerTooLong, "3"),
        (TOWING, "ja", ChoiceUnknown, ""),
        (MANAGER, "j.de.vries", MailMalformed, ""),
        (MANAGER, "a@b.example, c@d.example", MailMalformed, ""),
        (COST_CENTRE, "471", PatternUnmatched, ""),
    ],
)
def test_what_is_no_answer_is_refused_with_its_limit(
    question: ExtraField, typed: str, error: type[AnswerError], limit: str
) -> None:
    with pytest.raises(error) as caught:
        read_answer(question, typed)

    assert caught.value.limit == limit


def test_a_runaway_pattern_does_not_run_away() -> None:
    question = ExtraField("trap", Kind.TEXT, pattern=r"(a+)+(b+)+")
    started = time.process_time()

    with pytest.raises(PatternUnmatched):
        read_answer(question, "a" * 199 + "!")

    # Python's own engine would still be at it next year.
    assert time.process_time() - started < 1


@given(st.sampled_from([TEXT, REASON, LOAD, UNTIL, SITE, SITES, TOWING, MANAGER, COST_CENTRE]), st.text())
def test_reading_again_what_is_stored_changes_nothing(question: ExtraField, typed: str) -> None:
    try:
        stored = read_answer(question, typed)
    except AnswerError:
        return

    assert read_answer(question, stored) == stored
    assert len(stored) <= LENGTHS[question.kind]
    assert "\0" not in stored


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_number_keeps_its_value(number: object) -> None:
    assert float(read_answer(ExtraField("n", Kind.NUMBER), f"{number:f}")) == float(str(number))
