"""What a run brings forth and no log may tell: secrets where they are made, persons where they are stored or sent.

The standard library only, for it is loaded before anything of ours and in the processes of a test's installation too.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

# Shorter ones occur in a log by chance.
SHORTEST_SECRET = 16
SHORTEST_PERSON = 6

SECRETS: set[str] = set()
PERSONS: set[str] = set()


def remember_secrets(values: Iterable[str]) -> None:
    SECRETS.update(value for value in values if len(value) >= SHORTEST_SECRET)


def remember_persons(values: Iterable[str]) -> None:
    """Names, e-mail addresses and phone numbers."""
    PERSONS.update(value.casefold() for value in values if len(value) >= SHORTEST_PERSON)


def listen(*, note: Callable[[str], None]) -> None:
    """Call `note` with every secret that is made from here on: tokens, Django's keys of sessions and forms, the secrets
    of signing keys (which are derived by a keyed hash) and signatures.

    Must run before Django's modules and ours take over the functions by name.
    """
    from django.utils import crypto

    for module, name in ((secrets, "token_urlsafe"), (secrets, "token_hex"), (crypto, "get_random_string")):
        _note_results(module, name, note)
    _note_results(crypto, "salted_hmac", lambda made: note(made.hexdigest()))
    _note_results(hmac, "digest", lambda made: note(made.hex()))


def _note_results(module: ModuleType, name: str, note: Callable[[Any], None]) -> None:
    make = getattr(module, name)

    @wraps(make)
    def noted(*arguments: Any, **options: Any) -> Any:
        made = make(*arguments, **options)
        note(made)
        return made

    setattr(module, name, noted)


def write_to(file: Path) -> Callable[[str], None]:
    """A `note` for another process: one line for each, written at once."""

    def note(made: str) -> None:
        with file.open("a") as notes:
            notes.write(f"{made}\n")

    return note
