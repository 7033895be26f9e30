"""Whatever an employee reads is German and French as well, in words of ours: Django's own may call things otherwise.

EMPLOYEES_READ and EMPLOYEE_WORDS say what that is. Staff pages are Dutch and English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from django.utils import translation

from catalog.enums import Drive, Fuel, Transmission
from oci.domain.parameters import LABELLED
from oci.enums import Feeds
from tests.flexfleet.marked_texts import (
    CATALOGUES,
    CHECKOUT,
    key_of,
    language_of,
    read_catalogue,
    source_texts,
)

# Folders and files, or patterns of them, all of whose texts employees read.
EMPLOYEES_READ = (
    "platform/flexfleet/templates",
    "oci/templates/oci/pages",
    "oci/templates/oci/functions",
    "oci/templates/oci/problem.html",
    "oci/views",
    "oci/forms",
    "oci/problems",
    # The lines of their cart, and what a new connection is called.
    "oci/domain/lines.py",
    "oci/domain/starter.py",
    "reservations/templates/reservations/mail",
    "reservations/mail",
    "reservations/domain/answer_words.py",
    "catalog/domain/*_errors.py",
    "catalog/domain/dates.py",
    "catalog/domain/quote_line.py",
    "catalog/domain/wording.py",
)
# Single words out of modules that are otherwise for staff. `LABELLED` also names fields of a request in a mail.
EMPLOYEE_WORDS = (*Transmission, *Drive, *Fuel, *(Feeds(feeds) for feeds in LABELLED))
LANGUAGES = ("de", "fr")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def employee_texts() -> Iterator[tuple[str, str]]:
    """Each text as gettext's key, with where it stands."""
    for pattern in EMPLOYEES_READ:
        places = sorted(CHECKOUT.glob(pattern))
        assert places, pattern
        for place in places:
            yield from source_texts(place)
    with translation.override("en"):
        yield from ((str(word.label), f"{type(word).__name__}.{word.name}") for word in EMPLOYEE_WORDS)


def messages_in(language: str) -> dict[str, Message]:
    """Our own translations of all apps, by gettext's key."""
    return {
        key_of(message.id if isinstance(message.id, str) else message.id[0], message.context): message
        for path in CATALOGUES
        if language_of(path) == language
        for message in read_catalogue(path)
        if message.id
    }


def strings_of(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_for_employees_is_translated(language: str) -> None:
    messages = messages_in(language)

    missing = sorted(
        f"{place}: {key!r}"
        for key, place in employee_texts()
        if key not in messages or not all(strings_of(messages[key]))
    )

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_for_employees_say_the_same_facts(language: str) -> None:
    wrong = [
        message.id
        for message in messages_in(language).values()
        for text in strings_of(message)
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(_source(message)))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_nobody_reads(language: str) -> None:
    read = {key for key, _place in employee_texts()}

    assert sorted(messages_in(language).keys() - read) == []


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[-1]
