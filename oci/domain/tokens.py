"""Secrets that we make, of which only hashes are kept.

All have 128 bits or more of our own randomness, so nothing can be guessed and a fast hash is as good as a slow one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

TOKEN_BYTES = 24

# Crockford's base 32: no I, L, O and U, so that it can be read out over the phone.
REFERENCE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_token() -> str:
    """192 random bits, in 32 letters that need no escape in an address or a form."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What is stored of a token: 64 hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def matches(token: str, stored: str) -> bool:
    """Whether `token` is the one that `stored` was made of, in constant time."""
    return hmac.compare_digest(hash_token(token), stored)


def new_reference() -> str:
    """A number for a journal entry, such as `A7K2-Q9XD`. Among a million, the odds of a clash are one in a million."""
    letters = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
