"""docs/reference/profiles.md has a section for each profile, with its notes and everything that it sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from oci.domain.profiles import label_of, show_option
from oci.enums import Feeds, Lines, Source
from oci.profile_notes import NOTES
from oci.profiles import PROFILES, Profile, SuggestedField
from oci.profiles.profile import STANDARD
from oci.protocol.rules import Rule

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "profiles.md"
EVERY = pytest.mark.parametrize("code", PROFILES)


def sections() -> dict[str, str]:
    """Code -> text below the heading that names it."""
    parts = re.split(r"^## .*\(`(\w+)`\)$", REFERENCE.read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| ")][1:]


def option_rows(profile: Profile) -> Iterator[str]:
    for name, value in profile.options.items():
        if value != STANDARD[name]:
            yield f"| {label_of(name)} | {show_option(name, value)} |"


def other_rows(profile: Profile) -> Iterator[str]:
    for one in profile.parameters:
        yield f"| Parameter `{one.name}` | {Feeds(one.feeds).label} |"
    for field in profile.cart_fields:
        yield f"| Field of the cart `{field.field}` | {rule_of(field)} |"
    for spelling in profile.spellings:
        yield f"| `{spelling.parameter}={spelling.value}` asks for | {spelling.function} |"
    for rule in Rule:
        if rule in profile.levels:
            yield f"| [Rule](linter.md) `{rule}` | {profile.levels[rule]} |"
    fields = (
        " ".join(f"`{name}={value}`" for name, value in profile.call.parameters) or "no further parameters"
    )
    yield f"| Played as | {profile.call.method}, {profile.call.charset}, {fields} |"


def rule_of(field: SuggestedField) -> str:
    words = [str(Source(field.kind).label)]
    if field.source:
        words.append(f"`{field.source}`")
    if field.lines != Lines.ALL:
        words.append(str(Lines(field.lines).label))
    if field.cut_after:
        words.append(f"cut after {field.cut_after}")
    return ", ".join(words)


def test_the_reference_has_the_profiles_in_their_order() -> None:
    headings = re.findall(r"^## (.*) \(`(\w+)`\)$", REFERENCE.read_text(), flags=re.MULTILINE)

    assert headings == [(profile.name, code) for code, profile in PROFILES.items()]
    assert list(NOTES) == list(PROFILES)


def test_the_reference_has_the_options_that_every_profile_sets() -> None:
    with translation.override("en"):
        expected = [f"| {label_of(name)} | {show_option(name, value)} |" for name, value in STANDARD.items()]

    assert rows(REFERENCE.read_text().partition("\n## ")[0]) == expected


@EVERY
def test_the_reference_has_what_a_profile_sets(code: str) -> None:
    profile = PROFILES[code]
    with translation.override("en"):
        expected = [*option_rows(profile), *other_rows(profile)]

    assert rows(sections()[code]) == expected


@EVERY
def test_the_reference_has_the_notes_and_says_where_they_are_known_from(code: str) -> None:
    prose = " ".join(sections()[code].split())

    with translation.override("en"):
        assert f"{NOTES[code].does} {NOTES[code].arrange}" in prose
    assert "Known from: " in prose


@EVERY
def test_the_notes_are_in_dutch_too(code: str) -> None:
    with translation.override("en"):
        english = (str(NOTES[code].does), str(NOTES[code].arrange))
    with translation.override("nl"):
        dutch = (str(NOTES[code].does), str(NOTES[code].arrange))

    assert english[0] != dutch[0]
    assert english[1] != dutch[1]
