"""What staff are told of problems: in their language, whatever the protocol wrote down in English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.utils import translation

from oci.domain.admission import TooManyCallsError
from oci.enums import Event, Outcome
from oci.models import JournalEntry
from oci.problems import PROBLEMS, find_problem
from oci.protocol.errors import (
    BodyTooLarge,
    CallError,
    CharsetMismatch,
    ContentTypeUnsupported,
    HookUrlMalformed,
    HookUrlScheme,
    LinkExpired,
    NameTooLong,
    SignatureWrong,
    TooManyParameters,
)
from oci.staff_texts import PARTICULARS, REMEDIES, WORDS

HOOK_URL = Path(__file__).parents[2] / "oci" / "protocol" / "hook_url.py"


def told(code: str, *, facts: Mapping[str, str | int], detail: str = "", event: Event = Event.CALL) -> str:
    entry = JournalEntry(event=event, outcome=Outcome.REFUSED, problem=code, detail=detail, facts=dict(facts))
    with translation.override("nl"):
        return entry.told


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (BodyTooLarge(1000), "De query of de inhoud is groter dan 1000 bytes."),
        (TooManyParameters(9), "De aanroep heeft meer dan 9 parameters."),
        (NameTooLong(9), "De naam van een parameter is langer dan 9 tekens."),
        (CharsetMismatch("UTF-8"), "De aanroep noemt de tekenset UTF-8."),
        (ContentTypeUnsupported("text/xml"), "Het type van de aanroep is “text/xml”."),
        (LinkExpired(90), "De link was 90 seconden eerder verlopen."),
        (HookUrlMalformed("it holds a backslash"), "In HOOK_URL staat een backslash."),
        (HookUrlScheme("ftp"), "HOOK_URL begint met “ftp:”."),
        (SignatureWrong(), ""),
        (
            SignatureWrong("UTF-8"),
            "De handtekening klopt als de aanroep als UTF-8 wordt gelezen: stuur http_content_charset=UTF-8 mee.",
        ),
    ],
)
def test_a_refused_call_is_told_in_the_readers_language(error: CallError, text: str) -> None:
    assert told(error.code, facts=error.facts, detail=str(error)) == text


@pytest.mark.parametrize(
    ("counted", "text"),
    [
        (
            "address",
            "Dit was één aanroep te veel vanaf dit netwerk; de koppeling staat er 6 per minuut toe.",
        ),
        (
            "connection",
            "Dit was één aanroep te veel in totaal; de koppeling staat er 6 per minuut toe.",
        ),
    ],
)
def test_one_call_too_many_says_which_limit_it_met(counted: str, text: str) -> None:
    error = TooManyCallsError("", seconds=10, is_noted=True, counted=counted, allowed=6)

    assert told(error.code, facts=error.facts) == f"{text} Over 10 seconden is er weer ruimte."


def test_a_detail_that_adds_nothing_is_not_told() -> None:
    detail = "the call comes from a network that is not agreed"

    assert told("ADDRESS_NOT_ALLOWED", facts={}, detail=detail) == ""


def test_a_stopped_cart_is_told_by_its_request_where_findings_say_the_rest() -> None:
    entry = JournalEntry(
        event=Event.CART,
        problem="CART_NOT_SENDABLE",
        detail="ACME-26-000001: FIELD_TOO_LONG in line 1",
        findings=[{"rule": "FIELD_TOO_LONG"}],
    )

    assert entry.told == "ACME-26-000001"
    assert told("RETURN_NOT_SEEN", facts={}, detail="ACME-26-000001", event=Event.OVERDUE) == "ACME-26-000001"


def test_every_reason_against_an_address_has_words() -> None:
    reasons = re.findall(r'HookUrlMalformed\("(.+?)"\)', HOOK_URL.read_text())

    assert reasons
    assert [reason for reason in reasons if reason not in WORDS] == []


def test_staff_texts_are_about_problems_that_exist() -> None:
    assert {*PARTICULARS, *REMEDIES} <= PROBLEMS.keys()


def test_staff_read_their_own_remedy_or_else_that_of_the_page() -> None:
    problems = [find_problem(code) for code in ("TOO_MANY_CALLS", "CREDENTIALS_WRONG")]

    assert [problem.staff_remedy == problem.remedy for problem in problems] == [False, True]
