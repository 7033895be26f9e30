"""Text that fits a field: one line, in the receiver's charset, not longer than the field.

Receivers cut without a word (AFAS) or drop the line (SRM). A browser posts what the charset lacks as
`&#8364;`, seven characters of nonsense. So text is first written in the charset's own characters and then
cut.
"""

from __future__ import annotations

import unicodedata

__all__ = ["fit", "is_written", "length", "one_line", "transliterate"]

# Where the decomposition of Unicode gives nothing, or not what people write.
SPELLINGS = {
    "€": "EUR",
    "£": "GBP",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "•": "*",
    "…": "...",
    "Œ": "OE",
    "œ": "oe",
    "Æ": "AE",
    "æ": "ae",
    "Ø": "O",
    "ø": "o",
    "ß": "ss",
    "ẞ": "SS",
    "Ł": "L",
    "ł": "l",
    "Đ": "D",
    "đ": "d",
    "ı": "i",
    "→": "->",
    "≤": "<=",
    "≥": ">=",
    "×": "x",
}

# What a receiver that takes the charset by the letter can show. Browsers put € into ISO-8859-1 as byte 0x80,
# which SAP then reads as a control character; so here the name means what ISO says, not what browsers say.
STRICT_CODECS = {
    "UTF-8": "utf-8",
    "ISO-8859-1": "iso8859_1",
    "ISO-8859-2": "iso8859_2",
    "ISO-8859-15": "iso8859_15",
    "WINDOWS-1250": "cp1250",
    "WINDOWS-1252": "cp1252",
}


def one_line(text: str) -> str:
    """`text` with every run of white space, line ends and control characters as one space."""
    # Nothing that breaks a line is printable, and hardly any text is not: looking at each character takes its time.
    if not text.isprintable():
        text = "".join(" " if _breaks(character) else character for character in text)
    return " ".join(text.split())


def transliterate(text: str, charset: str) -> str:
    """`text` in characters of `charset`, a key of `CHARSETS`: ł becomes l, € becomes EUR, 車 becomes ?."""
    composed = unicodedata.normalize("NFC", text)
    codec = STRICT_CODECS[charset]
    if _has(composed, codec):
        return composed
    return "".join(_spell(character, codec) for character in composed)


def is_written(text: str, charset: str) -> bool:
    """Whether `charset`, a key of `CHARSETS`, has every character of `text`."""
    return _has(text, STRICT_CODECS[charset])


def length(text: str) -> int:
    """How long a receiver finds `text`: in UTF-16 units, as ABAP and Java count. Most emoji count two."""
    return len(text) + sum(character > "\uffff" for character in text)


def fit(text: str, *, longest: int | None, charset: str, lines: bool = False) -> str:
    """`text` for a field of `longest` characters. It keeps its line ends where `lines` says so (LONGTEXT).

    The cut falls before a whole character with its accents, and leaves no space at the end.
    """
    if lines:
        written = "\n".join(_written(line, charset) for line in text.splitlines()).strip()
    else:
        written = _written(text, charset)
    if longest is None or length(written) <= longest:
        return written
    end = longest
    while length(written[:end]) > longest or (end and unicodedata.combining(written[end])):
        end -= 1
    return written[:end].rstrip()


def _written(line: str, charset: str) -> str:
    # Twice: a spelling may hold a space of its own, as that of the accent ´ does.
    return one_line(transliterate(one_line(line), charset))


def _breaks(character: str) -> bool:
    # Cc: control. Cs: half a surrogate pair, which no charset can carry. Zl, Zp: line and paragraph
    # separators.
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def _has(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _spell(character: str, codec: str) -> str:
    if _has(character, codec):
        return character
    spelling = SPELLINGS.get(character)
    if spelling is None:
        decomposed = unicodedata.normalize("NFKD", character)
        spelling = "".join(SPELLINGS.get(one, one) for one in decomposed if not unicodedata.combining(one))
    if unicodedata.combining(character):
        return ""
    return spelling if spelling and _has(spelling, codec) else "?"
