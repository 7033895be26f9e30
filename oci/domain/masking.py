"""What the journal keeps of a call: every name, and as much of a value as helps to find a mistake in it.

Credentials are not kept at all, people only as a hint, HOOK_URL without the session in its query.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from oci.enums import PERSONAL, Feeds
from oci.models import ParameterMapping
from oci.protocol.call import Call

HIDDEN = "•••"
LONGEST_SHOWN = 120
SHOWN_OF_UNKNOWN = 2

# Reserved by OCI, and neither personal nor secret.
KNOWN = frozenset(
    name.casefold()
    for name in (
        "~OkCode",
        "~TARGET",
        "~CALLER",
        "~ForceTarget",
        "returntarget",
        "http_content_charset",
        "OCI_VERSION",
        "OPI_VERSION",
        "OCIVERSION",
        "FUNCTION",
        "PRODUCTID",
        "QUANTITY",
        "VENDOR",
        "LANGU",
        "LANGUAGE",
        "sap-language",
        "sap-client",
        "FF_EXPIRES",
    )
)

_secret_re = re.compile(
    r"pass|pwd|secret|token|auth|session|cookie|credential|apikey|\bkey\b|~login", re.IGNORECASE
)
# Anything else under the name of an address is somebody's mistake: a mail address, a password, a whole form.
_address_re = re.compile(r"\s*([a-z][a-z0-9+.-]*://|SAPEVENT:\w*\s*$)", re.IGNORECASE | re.ASCII)
_user_re = re.compile(r"//[^/]*@")
_path_parameter_re = re.compile(r"(;|%3b)[^/]*", re.IGNORECASE)
_bracketed_re = re.compile(r"(\(|%28)(?:[^/]*(\)|%29)|[^/]*)")


def mask_call(
    call: Call,
    *,
    addresses: Iterable[str],
    credentials: Iterable[str],
    mappings: Iterable[ParameterMapping],
    sensitive_keys: frozenset[str] = frozenset(),
) -> list[list[str]]:
    """Name and masked value of every parameter.

    `credentials` are the names whose values are not kept, `addresses` those of HOOK_URL and its like,
    `sensitive_keys` those of fields of the customer's own whose values are not kept either.
    """
    mappings = tuple(mappings)
    address = {name.casefold() for name in addresses}
    fed = (one.parameter for one in mappings if one.feeds == Feeds.FIELD and one.key in sensitive_keys)
    secret = {name.casefold() for name in (*credentials, *fed)}
    feeds = {mapping.parameter.casefold(): Feeds(mapping.feeds) for mapping in mappings}
    masked = []
    for one in call.parameters:
        name = one.name.casefold()
        if name in secret or _secret_re.search(name):
            value = HIDDEN if one.value else ""
        elif name in address:
            value = mask_address(one.value)
        elif name in feeds:
            value = mask_person(one.value) if feeds[name] in PERSONAL else one.value
        else:
            value = one.value if name in KNOWN else mask_unknown(one.value)
        masked.append([one.name, value[:LONGEST_SHOWN]])
    return masked


def mask_address(url: str) -> str:
    """An address as its origin, its plain path and the names in its query: `https://erp.example/in?session=•••`.

    Sessions are hidden wherever buyers' systems keep them: in values of the query, in a query that is nothing else,
    in SAP's brackets, behind Java's semicolon, in a fragment. What is no address is masked as a value nobody knows.
    """
    if not _address_re.match(url):
        return mask_unknown(url)
    rest, fragment_mark, fragment = url.partition("#")
    address, query_mark, query = rest.partition("?")
    address = _user_re.sub(f"//{HIDDEN}@", address)
    address = _path_parameter_re.sub(rf"\1{HIDDEN}", address)
    address = _bracketed_re.sub(rf"\1{HIDDEN}\2", address)
    query = "&".join(_mask_parameter(part) for part in query.split("&"))
    return address + query_mark + query + fragment_mark + (HIDDEN if fragment else "")


def _mask_parameter(part: str) -> str:
    """Name and hidden value. What ends in `=` may be a session in Base64 and no name at all."""
    name, _, value = part.partition("=")
    if name and value.strip("="):
        return f"{name}={HIDDEN}"
    return HIDDEN if part else ""


def mask_person(text: str) -> str:
    """A name as its initials, an e-mail address as its first letter and its domain."""
    local, at, domain = text.strip().rpartition("@")
    if at:
        return f"{local[:1]}{HIDDEN}@{domain}"
    return " ".join(f"{part[:1]}{HIDDEN}" for part in text.split())


def mask_unknown(text: str) -> str:
    """The first letters of a value nobody has told us the meaning of, and how long it is."""
    return f"{text[:SHOWN_OF_UNKNOWN]}{HIDDEN} ({len(text)})" if text else ""


def mask_network(address: str) -> str:
    """The network that a browser called from, which tells the customer's site but no person; "" for none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    prefix = 24 if parsed.version == 4 else 48  # noqa: PLR2004  # the version of the Internet Protocol
    return str(ipaddress.ip_network(f"{parsed}/{prefix}", strict=False))
