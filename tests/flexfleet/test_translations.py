"""Whatever our code marks for translation has a Dutch text, ours or Django's or Wagtail's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

CHECKOUT = Path(__file__).parents[2]
PACKAGES = ("platform/flexfleet", "tenants", "catalog", "reservations", "oci")
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


def source_texts(package: Path) -> Iterator[tuple[str, str]]:
    """Each text that is marked, as gettext's key, with the place where it stands."""
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _marked(path, path.read_bytes())
    for path in sorted((*package.rglob("templates/**/*.html"), *package.rglob("templates/**/*.txt"))):
        # Turned into Python, as `makemessages` does it; what is no text becomes crosses, with any indentation.
        lines = templatize(path.read_text(), origin=str(path)).splitlines()
        yield from _marked(path, "\n".join(line.strip() for line in lines).encode())


def _marked(path: Path, code: bytes) -> Iterator[tuple[str, str]]:
    for line, message, _comments, context in extract("python", BytesIO(code), keywords=KEYWORDS):
        text = message if isinstance(message, str) else message[0]
        yield (
            f"{context}{CONTEXT_SEPARATOR}{text}" if context else text,
            f"{path.relative_to(CHECKOUT)}:{line}",
        )


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_has_a_dutch_one(package: str) -> None:
    # Django merges the catalogues of all apps; plurals are keyed by text and number.
    catalogue = trans_real.translation("nl")._catalog  # type: ignore[attr-defined]  # the stubs leave it out
    texts = {key if isinstance(key, str) else key[0] for key in catalogue.keys()}  # noqa: SIM118  # it is no dict

    missing = [f"{place}: {key!r}" for key, place in source_texts(CHECKOUT / package) if key not in texts]

    assert missing == []


def test_source_texts_finds_what_is_marked() -> None:
    found = {key for key, _place in source_texts(CHECKOUT / "oci")}

    assert "Pick-up date" in found
    assert len(found) > 100


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_translations_keep_their_placeholders(path: Path) -> None:
    catalogue = read_catalogue(path)

    wrong = [f"{message.id!r}: {error}" for message, errors in catalogue.check() for error in errors]
    unfinished = [message.id for message in catalogue if message.fuzzy and message.id]
    assert (wrong, unfinished) == ([], [])


def test_one_text_in_one_context_has_one_translation() -> None:
    # Django merges the catalogues of all apps: of two translations, one app's is what every page shows.
    found: defaultdict[tuple[str, str | None, str], set[str]] = defaultdict(set)
    for path in CATALOGUES:
        for message in read_catalogue(path):
            if message.id:
                found[path.parts[-3], message.context, str(message.id)].add(str(message.string))

    ambiguous = {key: translations for key, translations in found.items() if len(translations) > 1}

    assert len(found) > 500
    assert ambiguous == {}


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])
