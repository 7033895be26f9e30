"""Whatever our code marks for translation has a Dutch text, ours or Django's or Wagtail's."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from django.utils.translation import trans_real

from tests.flexfleet.marked_texts import CATALOGUES, CHECKOUT, language_of, read_catalogue, source_texts

PACKAGES = ("platform/flexfleet", "tenants", "catalog", "reservations", "oci")


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


@pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: f"{path.relative_to(CHECKOUT).parts[0]}-{language_of(path)}"
)
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
                found[language_of(path), message.context, str(message.id)].add(str(message.string))

    ambiguous = {key: translations for key, translations in found.items() if len(translations) > 1}

    assert len(found) > 500
    assert ambiguous == {}
