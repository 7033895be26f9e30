"""Signed start links: a call that proves where it comes from, and until when.

OCI has no signature and no nonce. So this is ours: beside its own parameters a call carries FF_KEY (which key),
FF_EXPIRES (until when) and FF_SIGNATURE, the HMAC-SHA256 of everything else that it carries. The entry address is not
part of it: a key belongs to one connection, and customers reach theirs under more than one host name.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from urllib.parse import quote

from .call import Call
from .errors import LinkExpired, LinkExpiryUnusable, SignatureWrong

__all__ = [
    "CLOCK_SKEW",
    "EXPIRES",
    "KEY",
    "LONGEST_LIFE",
    "SIGNATURE",
    "check_expiry",
    "check_signature",
    "is_signed",
    "sign_call",
    "text_to_sign",
]

KEY, EXPIRES, SIGNATURE = "FF_KEY", "FF_EXPIRES", "FF_SIGNATURE"
# Seconds. A link is made when the employee clicks; what is copied or logged is soon worth nothing.
LONGEST_LIFE = 15 * 60
# Seconds by which the buyer's clock may be wrong, either way.
CLOCK_SKEW = 60

_seconds_re = re.compile(r"[0-9]{1,12}", re.ASCII)


def text_to_sign(parameters: Iterable[tuple[str, str]]) -> str:
    """What is signed: `name=value` of every parameter but FF_SIGNATURE, joined with `&`.

    Names are folded as calls compare them, names and values are percent-encoded as UTF-8 (all but A-Z a-z 0-9 and
    `-._~`), and the pairs are sorted by name. So neither the charset of the call nor the order of its parameters
    matters. The values of one name keep their order, because of several the last counts.
    """
    pairs = [
        (_encode(name.casefold()), _encode(value))
        for name, value in parameters
        if name.casefold() != SIGNATURE.casefold()
    ]
    return "&".join(f"{name}={value}" for name, value in sorted(pairs, key=lambda pair: pair[0]))


def sign_call(
    parameters: Iterable[tuple[str, str]], *, key_id: str, secret: str, expires: int
) -> list[tuple[str, str]]:
    """`parameters` with the three that make them a signed link: the buyer's side of `check_signature`.

    `expires` is in seconds since 1970, UTC.
    """
    signed = [*parameters, (KEY, key_id), (EXPIRES, str(expires))]
    return [*signed, (SIGNATURE, _sign(text_to_sign(signed), secret))]


def check_signature(call: Call, *, secret: str) -> None:
    """Raise SignatureWrong unless `is_signed`."""
    if not is_signed(call, secret=secret):
        raise SignatureWrong


def is_signed(call: Call, *, secret: str) -> bool:
    """Whether `call` is signed with `secret`, just as it came; compared in constant time."""
    expected = _sign(text_to_sign((one.name, one.value) for one in call.parameters), secret)
    given = call.value(SIGNATURE).strip().lower()
    # `compare_digest` takes no text beyond ASCII.
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogatepass"))


def check_expiry(call: Call, *, now: int) -> None:
    """Whether a rightly signed `call` is still good at `now`, in seconds since 1970, UTC.

    Raises:
        LinkExpired, LinkExpiryUnusable: see there.
    """
    text = call.value(EXPIRES).strip()
    if not _seconds_re.fullmatch(text) or int(text) > now + LONGEST_LIFE + CLOCK_SKEW:
        raise LinkExpiryUnusable(EXPIRES, LONGEST_LIFE // 60)
    if int(text) + CLOCK_SKEW <= now:
        raise LinkExpired(now - int(text))


def _sign(text: str, secret: str) -> str:
    return hmac.digest(secret.encode(), text.encode(), "sha256").hex()


def _encode(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")
