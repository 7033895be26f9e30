"""Names of parameters that tell what is not to be shown, whatever was agreed.

The journal hides what may be a secret. The cart refuses what is a credential for certain: a session or a key of the
buyer's system may well come back with the cart, a password may not.
"""

from __future__ import annotations

import re

__all__ = ["is_credential", "may_be_secret"]

_secret_re = re.compile(
    r"token|auth|session|cookie|pass|secret|apikey|\bkey\b",
    re.IGNORECASE,
)
_credential_re = re.compile(
    r"""
    (?<!com) pass (?!enger|port|age|ant|ive) | pwd | (?<![a-z]) pw (?![a-z]) | kennwort | wachtwoord
    | secret (?!ar) | credential | api[_-]?key | ^~login | ^ff_signature$
    """,
    re.IGNORECASE | re.VERBOSE,
)


def may_be_secret(name: str) -> bool:
    """Whether the value under `name` could be worth something to whoever reads it."""
    return is_credential(name) or _secret_re.search(name) is not None


def is_credential(name: str) -> bool:
    """Whether `name` says that its value is a proof of who calls."""
    return _credential_re.search(name) is not None
