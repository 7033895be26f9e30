"""The charsets that a call may name and a cart may be sent in.

Labels mean what browsers mean by them (https://encoding.spec.whatwg.org/#names-and-labels), because a browser
encodes both hops: a form with `accept-charset="ISO-8859-1"` is posted in windows-1252.
"""

from __future__ import annotations

from .errors import CharsetUnknown

__all__ = ["CHARSETS", "decode", "encode_as_browser", "find_charset", "undo_decode"]

# Name that we use -> Python codec of what browsers send under that name.
CHARSETS = {
    "UTF-8": "utf-8",
    "ISO-8859-1": "cp1252",
    "ISO-8859-2": "iso8859_2",
    "ISO-8859-15": "iso8859_15",
    "WINDOWS-1250": "cp1250",
    "WINDOWS-1252": "cp1252",
}

LABELS = {
    "UTF8": "UTF-8",
    "UNICODE-1-1-UTF-8": "UTF-8",
    "LATIN1": "ISO-8859-1",
    "L1": "ISO-8859-1",
    "ISO8859-1": "ISO-8859-1",
    "ISO88591": "ISO-8859-1",
    "ASCII": "ISO-8859-1",
    "US-ASCII": "ISO-8859-1",
    "LATIN2": "ISO-8859-2",
    "L2": "ISO-8859-2",
    "ISO8859-2": "ISO-8859-2",
    "LATIN-9": "ISO-8859-15",
    "L9": "ISO-8859-15",
    "ISO8859-15": "ISO-8859-15",
    "CP1250": "WINDOWS-1250",
    "CP1252": "WINDOWS-1252",
}


def _single_bytes(codec: str) -> dict[int, str]:
    """Byte -> character. Bytes that the codec leaves open become the control character of that number."""
    decoded = ((byte, bytes([byte]).decode(codec, "ignore")) for byte in range(0x80, 0x100))
    return {byte: character for byte, character in decoded if character}


SINGLE_BYTES = {name: _single_bytes(codec) for name, codec in CHARSETS.items() if name != "UTF-8"}
BYTE_OF = {
    name: {ord(character): byte for byte, character in characters.items()}
    for name, characters in SINGLE_BYTES.items()
}


def find_charset(label: str) -> str:
    """The name of the charset that `label` stands for; a key of `CHARSETS`.

    Raises:
        CharsetUnknown: If we do not know it.
    """
    folded = label.strip().upper().replace("_", "-")
    name = LABELS.get(folded, folded)
    if name not in CHARSETS:
        raise CharsetUnknown(label)
    return name


def decode(data: bytes, charset: str) -> str:
    """`data`, decoded as a browser does.

    Raises:
        UnicodeDecodeError: If `charset` is UTF-8 and `data` is not. The others decode every byte.
    """
    if charset == "UTF-8":
        return data.decode("utf-8")
    return data.decode("latin-1").translate(SINGLE_BYTES[charset])


def undo_decode(text: str, charset: str) -> bytes:
    """The bytes of which `decode` made `text`."""
    if charset == "UTF-8":
        return text.encode("utf-8")
    return text.translate(BYTE_OF[charset]).encode("latin-1")


def encode_as_browser(text: str, charset: str) -> bytes:
    """`text` as a browser posts it in a form of this charset: what the charset lacks becomes `&#8364;`."""
    return text.encode(CHARSETS[charset], "xmlcharrefreplace")
