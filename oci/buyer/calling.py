"""The call, put together as a buyer's system puts it together."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from oci.profiles import BuyerCall
from oci.protocol.signature import sign_call

from .punch_out import Entry

__all__ = ["PLAIN", "Key", "build_entry", "build_hook_url"]

# A system of which nothing is known: it sends what it is given, by POST, and its browser keeps no cookie.
PLAIN = BuyerCall(parameters=(), keeps_cookies=False)
SECONDS_GOOD = 300

Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """With which the call is signed."""

    key_id: str
    secret: str


def build_hook_url(call: BuyerCall, *, origin: str) -> str:
    """HOOK_URL of one visit at the listener of that origin; no two visits have the same, where it says which."""
    return call.hook_url.format(origin=origin, token=secrets.token_hex(8))


def build_entry(
    *,
    address: str,
    call: BuyerCall,
    given: Parameters,
    requester: Parameters,
    hook_parameter: str,
    hook_url: str,
    origin: str,
    method: str = "",
    key: Key | None = None,
    now: int = 0,
) -> Entry:
    """The call of one visit. What is `given` goes before anything of the same name.

    Args:
        address: The entry address.
        call: How the system calls.
        given: Parameters that somebody chose, credentials among them.
        requester: Who is asking.
        hook_parameter: The name of HOOK_URL, which comes last: a system that does not encode it (IFS) can do no other.
        hook_url: Where to go back to.
        origin: Of the listener; where to go on cancel is there too.
        method: Instead of the system's own.
        key: To sign the call with.
        now: In seconds since 1970, UTC; what is signed is good for five minutes from then.
    """
    cancel = ((call.cancel_parameter, f"{origin}/cancel"),) if call.cancel_parameter else ()
    names = {name.casefold() for name, _value in given}
    own = (*call.parameters, *requester, *cancel, (hook_parameter, hook_url))
    parameters = [*given, *((name, value) for name, value in own if name.casefold() not in names)]
    if key is not None:
        parameters = sign_call(parameters, key_id=key.key_id, secret=key.secret, expires=now + SECONDS_GOOD)
    return Entry(address, method or call.method, tuple(parameters), hook_url, call.charset)
