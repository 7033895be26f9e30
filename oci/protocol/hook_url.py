"""HOOK_URL: where the buyer's browser goes back to, and whether it may.

The address is opaque to us and goes into the form exactly as it came, query included (IFS carries its session
there). What we check is a parsed copy. So whatever a browser could read differently from us is refused
instead of repaired: backslashes, white space, user-info, hosts that are numbers in disguise, characters that
IDNA versions disagree on.

https://url.spec.whatwg.org/ is what browsers do; https://datatracker.ietf.org/doc/html/rfc3986 is what is
written.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes

from .charsets import decode
from .errors import (
    HookUrlMalformed,
    HookUrlMissing,
    HookUrlNotAccepted,
    HookUrlNotHttps,
    HookUrlScheme,
    ReturnRuleMalformed,
)

__all__ = [
    "HookUrl",
    "ReturnRule",
    "build_origin",
    "check_hook_url",
    "match_hook_url",
    "parse_hook_url",
    "parse_return_rule",
    "split_query",
]

DEFAULT_PORTS = {"https": 443, "http": 80}
HOST_LENGTH = 253
HIGHEST_PORT = 65_535

_scheme_re = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_authority_re = re.compile(r"//(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?P<rest>.*)")
_port_re = re.compile(r"(?P<host>\[[^\]]*\]|[^:]*)(?::(?P<port>[0-9]{0,5}))?")
_label_re = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# A browser reads 0x7f.1 and 2130706433 as 127.0.0.1.
_number_re = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class HookUrl:
    """An address to return to.

    Attributes:
        text: As it came: what goes into the form.
        scheme: "https", "http" or "sapevent".
        host: Lower case, IDNA-encoded, IPv6 in brackets; "" for sapevent.
        port: Always set, 0 for sapevent.
        path: With dot segments resolved and dots decoded; for comparison only.
    """

    text: str
    scheme: str
    host: str = ""
    port: int = 0
    path: str = "/"

    @property
    def origin(self) -> str:
        """As a Content-Security-Policy and `event.origin` spell it."""
        return "sapevent:" if self.scheme == "sapevent" else build_origin(self.scheme, self.host, self.port)

    @property
    def is_sap_event(self) -> bool:
        """Whether SAP GUI takes the form itself. It does so only when the user submits, not for a script."""
        return self.scheme == "sapevent"


@dataclass(frozen=True, slots=True)
class ReturnRule:
    """An accepted place to return to: exactly this origin, and this path or below it."""

    origin: str
    path_prefix: str = "/"


def build_origin(scheme: str, host: str, port: int) -> str:
    return f"{scheme}://{host}" if port == DEFAULT_PORTS[scheme] else f"{scheme}://{host}:{port}"


def parse_hook_url(text: str, *, allow_http: bool = False, allow_sap_event: bool = False) -> HookUrl:
    """Parse HOOK_URL as a call carried it.

    Raises:
        HookUrlMissing: If it is empty.
        HookUrlMalformed: If a browser might read it differently from us, or not at all.
        HookUrlScheme: If it is no web address, such as `javascript:`.
        HookUrlNotHttps: If it is http, and `allow_http` is not set.
    """
    if not text.strip():
        raise HookUrlMissing
    if any(character <= " " or "\x7f" <= character <= "\x9f" or character.isspace() for character in text):
        raise HookUrlMalformed("it holds white space or a control character")
    if "\\" in text:
        raise HookUrlMalformed("it holds a backslash")
    scheme = _scheme_re.match(text)
    if scheme is None:
        raise HookUrlMalformed("it does not begin with https://")
    name = scheme[1].lower()
    # SAP GUI: "SAPEVENT:POST". https://help.sap.com, OCI 4.0, "HTML viewer".
    if name == "sapevent" and allow_sap_event:
        return HookUrl(text, name)
    if name not in DEFAULT_PORTS:
        raise HookUrlScheme(name)
    parsed = _parse_web_address(text, name, text[scheme.end() :])
    if name == "http" and not allow_http:
        raise HookUrlNotHttps
    return parsed


def parse_return_rule(origin: str, path_prefix: str = "/") -> ReturnRule:
    """Parse an accepted origin and path as a person configured them. http is accepted here; the call decides.

    Raises:
        ReturnRuleMalformed: If this is no origin or no path.
    """
    if any(mark in origin for mark in "?#"):
        raise ReturnRuleMalformed("the origin holds ? or #")
    if not path_prefix.startswith("/") or any(mark in path_prefix for mark in "?#%;"):
        raise ReturnRuleMalformed("the path does not begin with / or holds ?, #, % or ;")
    try:
        parsed = parse_hook_url(origin, allow_http=True)
        below = parse_hook_url(parsed.origin + path_prefix, allow_http=True)
    except HookUrlMissing:
        raise ReturnRuleMalformed("the origin is empty") from None
    except HookUrlScheme:
        raise ReturnRuleMalformed("the origin does not begin with https:// or http://") from None
    except HookUrlMalformed as error:
        raise ReturnRuleMalformed(error.reason) from None
    if parsed.path != "/":
        raise ReturnRuleMalformed("the origin holds a path; give it as the path")
    return ReturnRule(parsed.origin, below.path.rstrip("/") or "/")


def match_hook_url(hook_url: HookUrl, rules: Iterable[ReturnRule]) -> ReturnRule | None:
    """The first rule that accepts `hook_url`; None when none does."""
    readings = _readings(hook_url.path)
    for rule in rules:
        below = rule.path_prefix.rstrip("/") + "/"
        if rule.origin == hook_url.origin and all(f"{path}/".startswith(below) for path in readings):
            return rule
    return None


def check_hook_url(hook_url: HookUrl, rules: Iterable[ReturnRule]) -> ReturnRule:
    """As `match_hook_url`.

    Raises:
        HookUrlNotAccepted: If no rule accepts it.
    """
    rule = match_hook_url(hook_url, rules)
    if rule is None:
        raise HookUrlNotAccepted(hook_url.origin)
    return rule


def split_query(hook_url: HookUrl, *, charset: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The address without its query, and the query as form fields that a browser posts as the same bytes.

    OCI 4.0 and 5.0, "Return to the calling system": systems that lose the query of an action want its parameters as
    hidden fields. `charset` is the form's.

    Raises:
        HookUrlMalformed: If the query is not written in `charset`, or has a value without a name.
    """
    if hook_url.is_sap_event:
        return hook_url.text, ()
    address, mark, fragment = hook_url.text.partition("#")
    action, _, query = address.partition("?")
    fields = []
    for part in query.split("&"):
        name, _, value = part.replace("+", " ").partition("=")
        if not name and part:
            raise HookUrlMalformed("its query holds a value without a name")
        if name:
            fields.append((_decode(name, charset), _decode(value, charset)))
    return action + mark + fragment, tuple(fields)


def _decode(text: str, charset: str) -> str:
    try:
        return decode(unquote_to_bytes(text), charset)
    except UnicodeDecodeError:
        raise HookUrlMalformed("its query is not written in the charset of the call") from None


def _parse_web_address(text: str, scheme: str, rest: str) -> HookUrl:
    parts = _authority_re.fullmatch(rest)
    # Browsers accept https:host and https:/host; nobody means it.
    if parts is None or not parts["authority"]:
        raise HookUrlMalformed("it names no host")
    if "@" in parts["authority"]:
        raise HookUrlMalformed("it holds a user name")
    authority = _port_re.fullmatch(parts["authority"])
    if authority is None:
        raise HookUrlMalformed("its host or port is malformed")
    port = int(authority["port"] or DEFAULT_PORTS[scheme])
    if not 1 <= port <= HIGHEST_PORT:
        raise HookUrlMalformed("its port is out of range")
    return HookUrl(text, scheme, _parse_host(authority["host"]), port, _resolve(parts["path"]))


def _parse_host(host: str) -> str:
    if len(host) > HOST_LENGTH:
        raise HookUrlMalformed("its host is too long")
    if "%" in host:
        raise _host_error()
    if host.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(host[1:-1]).compressed}]"
        except ipaddress.AddressValueError:
            raise _host_error() from None
    ascii_host = _to_ascii(host.lower())
    labels = ascii_host.removesuffix(".").split(".")
    if not all(_label_re.fullmatch(label) for label in labels):
        raise _host_error()
    if _number_re.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(ascii_host))
        except ipaddress.AddressValueError:
            raise _host_error() from None
    return ascii_host


def _to_ascii(host: str) -> str:
    """IDNA. Browsers follow UTS #46 and Python follows RFC 3490; accepted is what both spell alike."""
    if host.isascii():
        return host
    try:
        encoded = host.encode("idna")
        agreed = encoded.decode("idna") == host
    except UnicodeError:
        raise _host_error() from None
    # `faß.example` is fass.example to the one and xn--fa-hia.example to the other.
    if not agreed:
        raise _host_error()
    return encoded.decode("ascii")


def _host_error() -> HookUrlMalformed:
    return HookUrlMalformed("its host is malformed")


def _resolve(path: str) -> str:
    """`path` without dot segments. Browsers take %2e for a dot; Tomcat takes `..;x` for `..`: refused."""
    resolved: list[str] = []
    segments = path.split("/")[1:] or [""]
    for position, segment in enumerate(segments):
        bare = re.sub("%2e", ".", segment, flags=re.IGNORECASE)
        name, parameters, _ = bare.partition(";")
        if name in (".", "..") and parameters:
            raise HookUrlMalformed("its path holds a dot segment with parameters")
        if name == "..":
            del resolved[-1:]
        elif name != ".":
            resolved.append(segment)
        if name in (".", "..") and position == len(segments) - 1:
            resolved.append("")
    return "/" + "/".join(resolved)


def _readings(path: str) -> tuple[str, ...]:
    """`path` as it is, and as servers may read it that decode before they look for slashes and dots."""
    readings = [path]
    for _ in range(3):
        decoded = unquote(path, errors="replace").replace("\\", "/")
        if decoded == path:
            return tuple(readings)
        try:
            path = _resolve(decoded)
        except HookUrlMalformed:
            return ("",)
        readings.append(path)
    # Encoded more than three times is nobody's path. Only a rule for the whole origin accepts it.
    return ("",)
