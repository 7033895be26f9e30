"""Names of parameters that tell what is not to be shown, whatever was agreed.

The journal hides what may be a secret. The cart refuses what is a credential for certain: a session or a key of the
buyer's system may well come back with the cart, a password may not.
"""

from __future__ import annotations

import re

__all__ = ["is_credential", "may_be_secret"]

_secret_re = re.compile(
    r"pass|pwd|secret|token|auth|session|cookie|credential|apikey|\bkey\b|~login|kennwort|wachtwoord",
    re.IGNORECASE,
)
_credential_re = re.compile(
    r"pass(?!enger|port|age|ant|ive)|pwd|secret|credential|api[_-]?key|^~login|kennwort|wachtwoord|^ff_signature$",
    re.IGNORECASE,
)


def may_be_secret(name: str) -> bool:
    """Whether the value under `name` could be worth something to whoever reads it."""
    return _secret_re.search(name) is not None


def is_credential(name: str) -> bool:
    """Whether `name` says that its value is a proof of who calls."""
    return _credential_re.search(name) is not None
