"""docs/reference/parameters.md names every parameter that the code reads, and no other."""

from __future__ import annotations

import ast
from pathlib import Path

from oci.domain.masking import KNOWN
from oci.domain.parameters import LONGEST
from oci.domain.starter import MAPPINGS
from oci.models import Connection, Credential
from oci.profiles import PROFILES
from oci.protocol.call import CHARSET_PARAMETER
from oci.protocol.languages import LANGUAGE_PARAMETERS
from oci.protocol.limits import CALL_LIMITS
from oci.protocol.signature import EXPIRES, KEY, SIGNATURE

CHECKOUT = Path(__file__).parents[2]
PAGE = (CHECKOUT / "docs" / "reference" / "parameters.md").read_text()


def rows(heading: str) -> dict[str, int]:
    """Parameter -> longest value, of the table below a heading."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = [line.split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return {name.strip("|` "): int(longest) for name, longest, _meaning in cells}


def is_call(node: ast.expr) -> bool:
    """Whether the expression is a call of the buyer's: `call`, `self.call`, or `self` within `Call`."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in ("call", "self")


def names_in_the_code() -> set[str]:
    """What is written between the brackets of `call.value("…")`."""
    found = set()
    for folder in ("protocol", "domain", "views"):
        for file in (CHECKOUT / "oci" / folder).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in ("value", "values")
                    and is_call(node.func.value)
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                ):
                    found.add(str(node.args[0].value))
    return found


def default(model: type[Connection | Credential], name: str) -> str:
    field = model._meta.get_field(name)
    return str(field.default)  # type: ignore[union-attr]  # no relation among them


def test_the_names_of_oci_are_those_that_the_code_reads() -> None:
    spelled = {spelling.parameter for profile in PROFILES.values() for spelling in profile.spellings}
    read = names_in_the_code()

    assert {"FUNCTION", "~OkCode", "PRODUCTID"} <= read
    assert set(rows("Names of OCI")) == read | spelled | {CHARSET_PARAMETER, *LANGUAGE_PARAMETERS}


def test_the_agreed_names_are_the_usual_ones() -> None:
    feeds = dict(MAPPINGS)
    usual = [
        default(Connection, "hook_url_parameter"),
        default(Connection, "cancel_parameter"),
        default(Credential, "username_parameter"),
        default(Credential, "password_parameter"),
        *feeds,
    ]

    expected = {name: LONGEST[feeds[name]] if name in feeds else CALL_LIMITS.value for name in usual}

    assert rows("Names that are agreed") == expected


def test_our_own_names_are_those_of_the_signature() -> None:
    assert rows("Names of ours") == {KEY: CALL_LIMITS.value, EXPIRES: 12, SIGNATURE: 64}


def test_what_is_only_noted_is_what_the_journal_knows_besides() -> None:
    read = {name.casefold() for heading in ("Names of OCI", "Names of ours") for name in rows(heading)}

    noted = {name.casefold() for name in rows("Names that are only noted")}

    assert noted == KNOWN - read


def test_the_limits_are_those_of_a_call() -> None:
    limits = CALL_LIMITS

    for words in (
        f"at most {limits.parameters:,} parameters and {limits.size:,} bytes",
        f"A name has at most {limits.name:,} characters",
        f"a value at most {limits.value:,}",
    ):
        assert words in PAGE.replace("\n", " ")
