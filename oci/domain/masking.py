"""What the journal keeps of a call: the names, and as much of a value as helps to find a mistake in it.

Credentials are not kept at all, people only as a hint, HOOK_URL without the session in its query. What is known or
agreed is shown, unless a person or an address stands where a number was expected.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from oci.domain.networks import parse_address
from oci.domain.people import looks_personal, may_reach
from oci.enums import PERSONAL, Feeds
from oci.models import ParameterMapping
from oci.protocol.call import Call
from oci.secret_names import may_be_secret

HIDDEN = "•••"
LONGEST_SHOWN = 120
LONGEST_NAME = 40
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

# Not known without their values, which anybody may type.
NAMED = KNOWN | {"searchstring", "ff_key"}

# A session in Base64, hexadecimal digits or as a UUID: letters and digits without a word among them.
_session_re = re.compile(
    r"(?=.*[0-9])(?=.*[a-z])(?:[a-z0-9+/]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE
)
# Anything else under the name of an address is somebody's mistake: a mail address, a password, a whole form.
_address_re = re.compile(r"\s*([a-z][a-z0-9+.-]*://|SAPEVENT:\w*\s*$)", re.IGNORECASE | re.ASCII)
_after_domain_re = re.compile(r"[^\w.-].*", re.DOTALL)
# What may follow the first `=` of Base64.
_padding_re = re.compile(r"[=\s]*")
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
    """Masked name and masked value of every parameter.

    `credentials` are the names whose values are not kept, `addresses` those of HOOK_URL and its like,
    `sensitive_keys` those of fields of the customer's own whose values are not kept either.
    """
    mappings = tuple(mappings)
    address = {name.casefold() for name in addresses}
    hidden = {name.casefold() for name in credentials}
    feeds = {mapping.parameter.casefold(): Feeds(mapping.feeds) for mapping in mappings}
    named = address | hidden | feeds.keys() | NAMED
    fed = (one.parameter for one in mappings if one.feeds == Feeds.FIELD and one.key in sensitive_keys)
    secret = hidden | {name.casefold() for name in fed}
    masked = []
    for one in call.parameters:
        name = one.name.casefold()
        if name in secret or may_be_secret(name):
            value = HIDDEN if one.value else ""
        elif name in address:
            value = mask_address(one.value)
        elif name in feeds:
            value = mask_person(one.value) if feeds[name] in PERSONAL else mask_shown(one.value)
        else:
            value = mask_shown(one.value) if name in KNOWN else mask_unknown(one.value)
        shown = one.name if name in named or _is_name(one.name, one.value) else mask_unknown(one.name)
        masked.append([shown, value[:LONGEST_SHOWN]])
    return masked


def _is_name(name: str, value: str) -> bool:
    """Whether a name that nobody knows is one, and no remainder of an address that was not percent-encoded.

    Such a remainder has no value, at most the `=` at the end of Base64.
    """
    if _padding_re.fullmatch(value) or len(name) > LONGEST_NAME:
        return False
    return not (may_reach(name) or _session_re.fullmatch(name))


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
    if name and not _padding_re.fullmatch(value):
        return f"{name}={HIDDEN}"
    return HIDDEN if part else ""


def mask_shown(text: str) -> str:
    """A value that is kept as it came, unless it looks like a person or holds an address with a session."""
    if _address_re.match(text):
        return mask_address(text)
    return mask_person(text) if looks_personal(text) else text


def mask_person(text: str) -> str:
    """A name as its initials, an e-mail address as its first letter and its domain."""
    return " ".join(_mask_part(part) for part in text.split())


def _mask_part(part: str) -> str:
    local, at, domain = part.rpartition("@")
    if not at:
        return f"{part[:1]}{HIDDEN}"
    # No domain holds anything else; what follows it may be somebody.
    return f"{local[:1]}{HIDDEN}@{_after_domain_re.sub('', domain)}"


def mask_unknown(text: str) -> str:
    """The first letters of a value nobody has told us the meaning of, and how long it is."""
    return f"{text[:SHOWN_OF_UNKNOWN]}{HIDDEN} ({len(text)})" if text else ""


def mask_network(address: str) -> str:
    """The network that a browser called from, which tells the customer's site but no person; "" for none."""
    parsed = parse_address(address)
    if parsed is None:
        return ""
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(ipaddress.IPv4Network((int(parsed), 24), strict=False))
    return str(ipaddress.IPv6Network((int(parsed), 48), strict=False))
