from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from oci.domain.entry_errors import EntryError
from oci.domain.punch_outs import PunchOutError
from oci.problems import PROBLEMS, Problem, find_problem
from oci.protocol.errors import CallError, CartError, EventNotAllowed

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "problems.md"


def row(problem: Problem) -> str:
    cells = (f"`{problem.code}`", problem.status, problem.cause, problem.owner.label, problem.remedy)
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def codes_below(base: type[Exception]) -> set[str]:
    """The codes of all errors of a tree, at whatever depth."""
    codes = {base.code} if hasattr(base, "code") else set()
    return codes.union(*(codes_below(one) for one in base.__subclasses__()))


def test_the_reference_is_the_table() -> None:
    with translation.override("en"):
        expected = [row(problem) for problem in PROBLEMS.values()]

    rows = [line for line in REFERENCE.read_text().splitlines() if line.startswith("| `")]

    assert rows == expected


@pytest.mark.parametrize("base", [CallError, CartError, EventNotAllowed, EntryError, PunchOutError])
def test_every_error_that_reaches_a_page_has_a_problem(base: type[Exception]) -> None:
    for code in codes_below(base):
        assert find_problem(code).title, code


def test_every_problem_is_in_dutch_too() -> None:
    for problem in PROBLEMS.values():
        for text in (problem.title, problem.cause, problem.remedy, problem.owner.label):
            with translation.override("en"):
                english = str(text)
            with translation.override("nl"):
                assert str(text) != english


def test_every_particular_is_in_dutch_too() -> None:
    particulars = [problem.particular for problem in PROBLEMS.values() if problem.particular]
    for text in particulars:
        with translation.override("en"):
            english = str(text)
        with translation.override("nl"):
            assert str(text) != english

    assert len(particulars) > 5


def test_a_problem_without_facts_tells_nothing() -> None:
    assert find_problem("PARAMETER_TOO_LONG").tell({}) == ""
    assert find_problem("CONNECTION_DRAFT").tell({"parameter": "x"}) == ""
