"""The worked example in docs/erp-developer.md signs as the code checks."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from oci.models import Connection
from oci.protocol.call import build_query, parse_call
from oci.protocol.signature import LONGEST_LIFE, check_signature, sign_call, text_to_sign

PAGE = (Path(__file__).parents[2] / "docs" / "erp-developer.md").read_text()
SECTION = PAGE.partition("### Sign the start link\n")[2].partition("\n### ")[0]
VECTOR = dict(re.findall(r"^\| `?(\w+)`? \| `(.+)` \|$", SECTION, flags=re.MULTILINE))
PARAMETERS = {
    name: VECTOR[name] for name in ("HOOK_URL", "oci_usermail", "oci_userfullname", "http_content_charset")
}


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", SECTION, flags=re.DOTALL)
    assert found
    return found[1]


def signed() -> list[tuple[str, str]]:
    return sign_call(
        PARAMETERS.items(),
        key_id=VECTOR["FF_KEY"],
        secret=VECTOR["secret"],
        expires=int(VECTOR["FF_EXPIRES"]),
    )


def test_the_example_has_the_signature_that_the_code_makes() -> None:
    assert dict(signed())["FF_SIGNATURE"] == VECTOR["FF_SIGNATURE"]


@pytest.mark.parametrize(
    "more", [{}, {"note": "a b+c&d=é~!'()*\r\n%41", "Émile": "€"}, {"Maß": "1", "mat": "2"}]
)
def test_the_examples_python_signs_what_the_code_accepts(more: dict[str, str]) -> None:
    example: dict[str, Any] = {}
    exec(block("python"), example)  # noqa: S102  # ours, and what people copy

    link = example["sign"](
        {**PARAMETERS, **more}, VECTOR["FF_KEY"], VECTOR["secret"], int(VECTOR["FF_EXPIRES"])
    )

    assert (link["FF_SIGNATURE"] == VECTOR["FF_SIGNATURE"]) is not bool(more)
    for charset in ("UTF-8", "ISO-8859-1"):
        check_signature(parse_call(build_query(link.items()), charset=charset), secret=VECTOR["secret"])


def test_the_examples_shell_signs_the_same_text() -> None:
    assert f"text='{text_to_sign(signed())}'" in block("sh")
    assert f"secret='{VECTOR['secret']}'" in block("sh")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl here")
def test_the_examples_shell_has_the_same_signature() -> None:
    done = subprocess.run(["sh", "-c", block("sh")], capture_output=True, text=True, check=True)

    assert done.stdout.split()[-1] == VECTOR["FF_SIGNATURE"]


def test_the_page_has_the_limits_of_the_code() -> None:
    connection = Connection()

    words = PAGE.replace("\n", " ")
    assert f"within {LONGEST_LIFE // 60} minutes" in words
    assert (
        f"takes {connection.calls_per_minute} calls a minute, {connection.address_calls_per_minute} of them"
        in words
    )
