from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci.placeholders import fill, find_stray_brace, names_in

VALUES = {"class.name": "Compact", "field.wbs": "P-1", "parameter.CostObject": "4711", "empty": ""}
# Texts in which braces, dots and the signs of format strings are more than an accident.
TEMPLATES = st.text(st.sampled_from("{}{}.:!%[]$ab_0\n ") | st.characters(), max_size=80)


def read(name: str) -> str:
    return VALUES.get(name, "")


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("", ""),
        ("plain", "plain"),
        ("{class.name}", "Compact"),
        ("{ class.name }", "Compact"),
        ("{class.name}/{field.wbs}/{parameter.CostObject}", "Compact/P-1/4711"),
        ("a{empty}b", "ab"),
        ("a{nobody.knows}b", "ab"),
        ("{{class.name}}", "{class.name}"),
        ("{{{class.name}}}", "{Compact}"),
        ("}}{{", "}{"),
        # What does not balance stays: a cart with a brace too many beats no cart.
        ("{class.name", "{class.name"),
        ("class.name}", "class.name}"),
        ("{a{class.name}", "{aCompact"),
        ("{", "{"),
        ("}", "}"),
        ("{}", ""),
        # None of this is a language.
        ("{class.name.__class__}", ""),
        ("{class.name!r}", ""),
        ("{class.name:>99999999}", ""),
        ("{0}", ""),
        ("%(class.name)s", "%(class.name)s"),
        ("$class.name", "$class.name"),
    ],
)
def test_fill(template: str, filled: str) -> None:
    assert fill(template, read) == filled


def test_a_value_is_not_looked_into() -> None:
    assert fill("{a}", lambda _name: "{b}{{") == "{b}{{"


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("", ()),
        ("{a} {b}{a}", ("a", "b", "a")),
        ("{{a}} { b }", ("b",)),
        ("{parameter.x:y}", ("parameter.x:y",)),
        ("{}", ("",)),
    ],
)
def test_names_in(template: str, names: tuple[str, ...]) -> None:
    assert names_in(template) == names


@pytest.mark.parametrize(
    ("template", "brace"),
    [("", ""), ("{a}", ""), ("{{a}}", ""), ("{{a}", "}"), ("{a", "{"), ("a}", "}"), ("{a}}}{{", "")],
)
def test_find_stray_brace(template: str, brace: str) -> None:
    assert find_stray_brace(template) == brace


@given(TEMPLATES)
def test_no_template_raises_or_asks_for_anything_but_its_names(template: str) -> None:
    asked: list[str] = []

    def note(name: str) -> str:
        asked.append(name)
        return ""

    filled = fill(template, note)

    assert tuple(asked) == names_in(template)
    assert len(filled) <= len(template)
    assert not any(brace in name for name in asked for brace in "{}")


@given(TEMPLATES)
def test_a_text_whose_braces_are_doubled_stays_as_it_was(text: str) -> None:
    template = text.replace("{", "{{").replace("}", "}}")

    assert names_in(template) == ()
    assert fill(template, read) == text
    assert find_stray_brace(template) == ""
