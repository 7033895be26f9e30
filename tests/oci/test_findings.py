from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from oci.findings import EXPLANATIONS, FIELD, FORM, LINE, Explained, Explanation, Severity, explain
from oci.protocol.rules import LEVELS, PARTICULAR, Finding, Level, Rule

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "linter.md"


def row(explanation: Explanation) -> str:
    cells = (
        f"`{explanation.rule}`",
        Severity(LEVELS[explanation.rule]).label,
        str(explanation.what) % {"detail": "…"},
        explanation.why,
    )
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def test_the_reference_is_the_table() -> None:
    with translation.override("en"):
        expected = [row(explanation) for explanation in (*FORM, *LINE, *FIELD)]

    rows = [line for line in REFERENCE.read_text().splitlines() if line.startswith("| `")]

    assert rows == expected


def test_the_reference_says_which_rules_are_for_some_receivers() -> None:
    expected = ", ".join(f"`{rule}`" for rule in Rule if rule in PARTICULAR)

    assert f"only where the profile names them: {expected}." in REFERENCE.read_text()


def test_every_rule_is_explained_in_the_order_of_the_rules() -> None:
    assert list(EXPLANATIONS) == list(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_every_explanation_is_in_dutch_too(rule: Rule) -> None:
    finding = Finding(rule, LEVELS[rule], 1, "UNIT", "7")

    with translation.override("en"):
        english = explain(finding)
    with translation.override("nl"):
        dutch = explain(finding)

    for name in ("severity", "place", "what", "why"):
        assert getattr(dutch, name) != getattr(english, name)
    assert dutch.rule == english.rule == rule.value


@pytest.mark.parametrize(
    ("line", "field", "place"), [(0, "", "the form"), (2, "", "line 2"), (2, "UNIT", "line 2, UNIT")]
)
def test_explain_says_where(line: int, field: str, place: str) -> None:
    finding = Finding(Rule.FIELD_TOO_LONG, Level.ERROR, line, field, "3")

    with translation.override("en"):
        explained = explain(finding)

    assert explained == Explained(
        severity="error",
        place=place,
        what="The value is longer than the 3 characters of the field.",
        why="Receivers cut it without a word (AFAS) or drop the line (SAP). Shorten the value.",
        rule="FIELD_TOO_LONG",
    )
