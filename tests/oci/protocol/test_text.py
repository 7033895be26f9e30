from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.protocol.charsets import CHARSETS
from oci.protocol.text import STRICT_CODECS, fit, length, one_line, transliterate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Compact", "Compact"),
        ("  a \t b\r\nc  ", "a b c"),
        ("a\x00\x1fb", "a b"),
        ("a\u2028b\u00a0c\u3000d", "a b c d"),
        ("a\ud800b", "a b"),
        ("", ""),
    ],
)
def test_one_line_joins(text: str, expected: str) -> None:
    assert one_line(text) == expected


@pytest.mark.parametrize(
    ("text", "charset", "expected"),
    [
        ("José Ødegård", "ISO-8859-1", "José Ødegård"),
        ("Łukasz Dvořák", "ISO-8859-1", "Lukasz Dvorák"),
        ("Łukasz Dvořák", "ISO-8859-2", "Łukasz Dvořák"),
        ("€ 12 – ‘tot’ …", "ISO-8859-1", "EUR 12 - 'tot' ..."),
        ("€ 12", "ISO-8859-15", "€ 12"),
        ("€ 12", "WINDOWS-1252", "€ 12"),
        ("Ødegård æ ß", "ISO-8859-2", "Odegard ae ß"),
        ("ﬁets", "ISO-8859-1", "fiets"),
        ("e\u0301", "ISO-8859-1", "é"),
        ("q\u0301", "ISO-8859-1", "q"),
        ("車", "ISO-8859-1", "?"),
        ("車🚗", "UTF-8", "車🚗"),
    ],
)
def test_transliterate_spells_what_the_charset_lacks(text: str, charset: str, expected: str) -> None:
    assert transliterate(text, charset) == expected


@pytest.mark.parametrize(
    ("text", "longest", "charset", "expected"),
    [
        ("Compact", 40, "UTF-8", "Compact"),
        ("x" * 41, 40, "UTF-8", "x" * 40),
        ("abc def", 4, "UTF-8", "abc"),
        ("œœ", 3, "ISO-8859-1", "oeo"),
        ("ab🚗", 3, "UTF-8", "ab"),
        ("ab🚗", 4, "UTF-8", "ab🚗"),
        ("abq\u0301\u0302c", 4, "UTF-8", "ab"),
        ("\u0301\u0301", 1, "UTF-8", ""),
        ("a\nb", 40, "UTF-8", "a b"),
    ],
)
def test_fit_cuts_whole_characters(text: str, longest: int, charset: str, expected: str) -> None:
    assert fit(text, longest=longest, charset=charset) == expected


def test_fit_keeps_lines_where_told() -> None:
    assert fit("a  b\r\nc\n", longest=None, charset="UTF-8", lines=True) == "a b\nc"


@settings(max_examples=50)
@given(st.text(max_size=60), st.sampled_from(sorted(CHARSETS)), st.integers(1, 50))
def test_fit_fits_and_leaves_alone_what_fits(text: str, charset: str, longest: int) -> None:
    fitted = fit(text, longest=longest, charset=charset)

    assert length(fitted) <= longest
    assert fitted.encode(STRICT_CODECS[charset]) == fitted.encode(CHARSETS[charset])
    assert fit(fitted, longest=longest, charset=charset) == fitted
