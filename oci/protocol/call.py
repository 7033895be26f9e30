"""The inbound hop: the parameters with which a buyer's system opens the catalogue.

OCI 4.0, chapter 2. All names but the reserved ones are agreed per connection; the caller of this module knows
them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote_plus, unquote_to_bytes

from .charsets import CHARSETS, decode, find_charset, undo_decode
from .errors import (
    BodyTooLarge,
    CharsetMismatch,
    ContentTypeUnsupported,
    ForbiddenCharacter,
    FunctionUnknown,
    NameTooLong,
    TooManyParameters,
    ValueTooLong,
)
from .limits import CALL_LIMITS, CallLimits

__all__ = [
    "Call",
    "Control",
    "Function",
    "Parameter",
    "build_query",
    "parse_call",
    "parse_function",
    "read_as",
]

CHARSET_PARAMETER = "http_content_charset"
FORM_TYPE = "application/x-www-form-urlencoded"


class Function(StrEnum):
    """What the buyer's system wants. Shopping is the absence of FUNCTION."""

    SHOPPING = ""
    DETAIL = "DETAIL"
    VALIDATE = "VALIDATE"
    BACKGROUND_SEARCH = "BACKGROUND_SEARCH"
    SOURCING = "SOURCING"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter, spelled as it came."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Control:
    """Control fields of the Internet Transaction Server, echoed by the return form. Empty when not sent."""

    ok_code: str = ""
    target: str = ""
    caller: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A parsed call.

    Attributes:
        parameters: In order of arrival, repetitions included. A name that the body holds is not taken from
            the query.
        charset: Name of the charset, a key of `charsets.CHARSETS`.
        charset_named: Whether the call named it; otherwise it is the default or what the bytes turned out to
            be.
    """

    parameters: tuple[Parameter, ...]
    charset: str = "UTF-8"
    charset_named: bool = False

    def values(self, name: str) -> tuple[str, ...]:
        """All values of the parameter `name`, in whatever case it came."""
        folded = name.casefold()
        return tuple(one.value for one in self.parameters if one.name.casefold() == folded)

    def value(self, name: str) -> str:
        """The value of `name`, or "" when it did not come. Of several the last counts, as in PHP."""
        values = self.values(name)
        return values[-1] if values else ""

    @property
    def control(self) -> Control:
        return Control(
            ok_code=self.value("~OkCode"), target=self.value("~TARGET"), caller=self.value("~CALLER")
        )

    @property
    def return_target(self) -> str:
        """The frame to return to: `returntarget` since OCI 4.0, `~TARGET` before."""
        return self.value("returntarget") or self.value("~TARGET")


def parse_function(text: str) -> Function:
    """The function that FUNCTION names.

    Raises:
        FunctionUnknown: If OCI has no such function.
    """
    try:
        return Function(text.strip().upper())
    except ValueError:
        raise FunctionUnknown(text) from None


def parse_call(
    query: str | bytes,
    body: str | bytes = b"",
    *,
    content_type: str = FORM_TYPE,
    charset: str = "UTF-8",
    limits: CallLimits = CALL_LIMITS,
) -> Call:
    """Parse a call from its query string and its body, both still percent-encoded.

    Args:
        query: What stands behind the question mark.
        body: The body of a form post. Its values beat those of the query.
        content_type: The header of that name; looked at when there is a body.
        charset: What to decode with when the call names no charset; a key of `charsets.CHARSETS`. When the
            bytes
            then turn out not to be UTF-8, ISO-8859-1 is taken, the default of OCI before 4.0: SRM 7 names
            none.
        limits: How much is accepted.

    Raises:
        CallError: If the call passes a limit, or cannot be decoded. No other error, whatever the input.
    """
    if body and content_type.partition(";")[0].strip().lower() not in ("", FORM_TYPE):
        raise ContentTypeUnsupported(content_type)
    from_query = _split(query, limits)
    from_body = _split(body, limits)
    if len(from_query) + len(from_body) > limits.parameters:
        raise TooManyParameters(limits.parameters)
    # What the body beats must not even choose the charset: no signature covers it.
    from_query = _unbeaten(from_query, from_body)
    everything = from_query + from_body
    named = _named_charset(everything)
    charset = find_charset(named) if named else _default_charset(everything, charset)
    try:
        in_query = tuple(_decode(one, charset, limits) for one in from_query)
        in_body = tuple(_decode(one, charset, limits) for one in from_body)
    except UnicodeDecodeError:
        raise CharsetMismatch(charset) from None
    # By their bytes alone, names beyond ASCII may have passed for different ones.
    beaten = {one.name.casefold() for one in in_body}
    kept = tuple(one for one in in_query if one.name.casefold() not in beaten)
    return Call(parameters=kept + in_body, charset=charset, charset_named=bool(named))


def read_as(call: Call, charset: str) -> Call | None:
    """`call` as it reads in another charset; None where it names its own, or is not written in this one."""
    if call.charset_named or call.charset == charset:
        return None
    try:
        parameters = tuple(
            Parameter(*(decode(undo_decode(text, call.charset), charset) for text in (one.name, one.value)))
            for one in call.parameters
        )
    except UnicodeDecodeError:
        return None
    return Call(parameters=parameters, charset=charset)


def build_query(parameters: Iterable[tuple[str, str]], *, charset: str = "UTF-8") -> str:
    """Percent-encode `parameters` as the query string or body of a call: the buyer's side of `parse_call`.

    What the charset lacks becomes a numeric entity, as in a browser.
    """
    codec = CHARSETS[charset]
    return "&".join(
        f"{quote_plus(name, encoding=codec, errors='xmlcharrefreplace')}"
        f"={quote_plus(value, encoding=codec, errors='xmlcharrefreplace')}"
        for name, value in parameters
    )


# Python's parse_qsl decodes before it tells us the bytes, takes the charset beforehand and knows no limit per
# value.


def _split(encoded: str | bytes, limits: CallLimits) -> list[tuple[bytes, bytes]]:
    """Names and values as bytes, percent-decoded. Broken escapes (`100%`) stay, as in a browser."""
    data = encoded.encode("utf-8", "surrogatepass") if isinstance(encoded, str) else encoded
    if len(data) > limits.size:
        raise BodyTooLarge(limits.size)
    pairs = []
    for part in data.split(b"&"):
        if part:
            name, _, value = part.replace(b"+", b" ").partition(b"=")
            pairs.append((unquote_to_bytes(name), unquote_to_bytes(value)))
        if len(pairs) > limits.parameters:
            raise TooManyParameters(limits.parameters)
    return pairs


def _unbeaten(query: list[tuple[bytes, bytes]], body: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """What the query holds under names that the body does not, as far as bytes tell."""
    beaten = {_fold(name) for name, _value in body}
    return [pair for pair in query if _fold(pair[0]) not in beaten]


def _fold(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape").casefold()


def _named_charset(pairs: list[tuple[bytes, bytes]]) -> str:
    """The charset's name that the call carries, "" for none. Of several the last that says something counts."""
    found = ""
    for name, value in pairs:
        if name.decode("latin-1").casefold() == CHARSET_PARAMETER:
            found = value.decode("latin-1").strip() or found
    return found


def _default_charset(pairs: list[tuple[bytes, bytes]], charset: str) -> str:
    try:
        for name, value in pairs:
            decode(name, charset)
            decode(value, charset)
    except UnicodeDecodeError:
        return "ISO-8859-1"
    return charset


def _decode(pair: tuple[bytes, bytes], charset: str, limits: CallLimits) -> Parameter:
    name, value = (decode(text, charset) for text in pair)
    if len(name) > limits.name:
        raise NameTooLong(limits.name)
    if len(value) > limits.value:
        raise ValueTooLong(name, limits.value)
    if "\0" in name or "\0" in value:
        raise ForbiddenCharacter
    return Parameter(name, value)
