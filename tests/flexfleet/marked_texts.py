"""The texts that our code marks for translation, and the catalogues that translate them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

CHECKOUT = Path(__file__).parents[2]
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CONTEXT_SEPARATOR = "\x04"
CATALOGUES = sorted(
    (*CHECKOUT.glob("*/locale/*/LC_MESSAGES/*.po"), *CHECKOUT.glob("platform/*/locale/*/LC_MESSAGES/*.po"))
)


def source_texts(place: Path) -> Iterator[tuple[str, str]]:
    """Each text that is marked in a file or below a folder, as gettext's key, with where it stands."""
    for path in (place,) if place.is_file() else sorted(place.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield from _marked(path, path.read_bytes())
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            # Turned into Python, as `makemessages` does it; what is no text becomes crosses, with any indentation.
            lines = templatize(path.read_text(), origin=str(path)).splitlines()
            yield from _marked(path, "\n".join(line.strip() for line in lines).encode())


def _marked(path: Path, code: bytes) -> Iterator[tuple[str, str]]:
    for line, message, _comments, context in extract("python", BytesIO(code), keywords=KEYWORDS):
        text = message if isinstance(message, str) else message[0]
        yield key_of(text, context), f"{path.relative_to(CHECKOUT)}:{line}"


def key_of(text: str, context: str | None) -> str:
    return f"{context}{CONTEXT_SEPARATOR}{text}" if context else text


def language_of(catalogue: Path) -> str:
    return catalogue.parts[-3]


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language_of(path))
