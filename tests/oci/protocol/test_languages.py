from __future__ import annotations

import pytest

from oci.protocol.languages import parse_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("N", "nl"),
        ("d", "de"),
        ("NL", "nl"),
        ("nl-NL", "nl"),
        ("en_GB", "en"),
        ("zh-Hant-TW", "zh"),
        (" fr ", "fr"),
        ("", ""),
        ("X", ""),
        ("dutch", ""),
        ("nl-", ""),
        ("nl;q=0.8", ""),
    ],
)
def test_parse_language_reads(text: str, language: str) -> None:
    assert parse_language(text) == language
