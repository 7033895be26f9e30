"""Everything `oci.protocol` raises, in one tree.

* `OciError`
    * `CallError`: theirs. The buyer's system, or the person who set it up, sent something we cannot accept.
        * `CallTooLarge`: a limit was passed
            * `BodyTooLarge`
            * `TooManyParameters`
            * `NameTooLong`
            * `ValueTooLong`
        * `CharsetUnknown`
        * `CharsetMismatch`
        * `ContentTypeUnsupported`
        * `ForbiddenCharacter`
        * `FunctionUnknown`
        * `HookUrlError`
            * `HookUrlMissing`
            * `HookUrlMalformed`
            * `HookUrlScheme`
            * `HookUrlNotHttps`
            * `HookUrlNotAccepted`
        * `SignatureError`
            * `SignatureWrong`
            * `LinkExpired`
            * `LinkExpiryUnusable`
    * `CartError`: ours. A cart that we are about to send would be dropped or misread by the receiver.
        * `CartEmpty`
        * `CartMalformed`
        * `NumberNotSendable`
    * `ReturnRuleMalformed`: ours. An accepted return address is configured wrongly.
    * `EventNotAllowed`: ours. A punch-out was asked for a step that its state does not have.

Each class has a stable `code`. A message never holds a parameter's value, except of parameters that are not
personal and not secret (a charset's name, a function's name), and those are cut short.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

__all__ = [
    "BodyTooLarge",
    "CallError",
    "CallTooLarge",
    "CartEmpty",
    "CartError",
    "CartMalformed",
    "CharsetMismatch",
    "CharsetUnknown",
    "ContentTypeUnsupported",
    "EventNotAllowed",
    "ForbiddenCharacter",
    "FunctionUnknown",
    "HookUrlError",
    "HookUrlMalformed",
    "HookUrlMissing",
    "HookUrlNotAccepted",
    "HookUrlNotHttps",
    "HookUrlScheme",
    "LinkExpired",
    "LinkExpiryUnusable",
    "NameTooLong",
    "NumberNotSendable",
    "OciError",
    "ReturnRuleMalformed",
    "SignatureError",
    "SignatureWrong",
    "TooManyParameters",
    "ValueTooLong",
]

SHOWN_LENGTH = 40


def shown(text: str) -> str:
    """`text` as it may stand in a message: one line of printable characters, cut short."""
    printable = "".join(character if character.isprintable() else "?" for character in text[:SHOWN_LENGTH])
    return printable + ("…" if len(text) > SHOWN_LENGTH else "")


class OciError(Exception):
    """Base of all errors of the protocol. `code` is stable and documented.

    `facts` are what the error's page says beside the code: names and limits, as `shown`.
    """

    code: ClassVar[str]
    facts: Mapping[str, str | int] = MappingProxyType({})


class CallError(OciError):
    """Theirs: the call cannot be accepted as it is."""


class CallTooLarge(CallError):
    """A count or size passed its limit. `limit` is that limit."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"{what}: more than {limit:,}")
        self.limit = limit
        self.facts = {"limit": limit}


class BodyTooLarge(CallTooLarge):
    code = "CALL_TOO_LARGE"

    def __init__(self, limit: int) -> None:
        super().__init__("bytes in the query or body", limit)


class TooManyParameters(CallTooLarge):
    code = "PARAMETERS_TOO_MANY"

    def __init__(self, limit: int) -> None:
        super().__init__("parameters", limit)


class NameTooLong(CallTooLarge):
    code = "PARAMETER_NAME_TOO_LONG"

    def __init__(self, limit: int) -> None:
        super().__init__("characters in a parameter's name", limit)


class ValueTooLong(CallTooLarge):
    """`name` is the parameter's name."""

    code = "PARAMETER_TOO_LONG"

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(f"characters in parameter {shown(name)}", limit)
        self.name = name
        self.facts = {"parameter": shown(name), "limit": limit}


class CharsetUnknown(CallError):
    """The call names a charset that we do not know."""

    code = "CHARSET_UNKNOWN"

    def __init__(self, charset: str) -> None:
        super().__init__(f"charset {shown(charset)!r} is not known")
        self.charset = charset
        self.facts = {"charset": shown(charset)}


class CharsetMismatch(CallError):
    """The bytes are not in the charset that the call itself names."""

    code = "CHARSET_MISMATCH"

    def __init__(self, charset: str) -> None:
        super().__init__(f"the call is not encoded in {charset}, the charset that it names")
        self.charset = charset
        self.facts = {"charset": charset}


class ContentTypeUnsupported(CallError):
    code = "CONTENT_TYPE_UNSUPPORTED"

    def __init__(self, content_type: str) -> None:
        super().__init__(f"a body of type {shown(content_type)!r} is not a form post")
        self.facts = {"type": shown(content_type)}


class ForbiddenCharacter(CallError):
    """A name or value holds a character that no database and no mail can carry."""

    code = "FORBIDDEN_CHARACTER"

    def __init__(self) -> None:
        super().__init__("a parameter holds the character NUL")


class FunctionUnknown(CallError):
    code = "FUNCTION_UNKNOWN"

    def __init__(self, function: str) -> None:
        super().__init__(f"FUNCTION {shown(function)!r} is not known")
        self.facts = {"function": shown(function)}


class HookUrlError(CallError):
    """The address to return to is missing or cannot be used."""


class HookUrlMissing(HookUrlError):
    """`parameter` is the agreed name, under which it was looked for."""

    code = "HOOK_URL_MISSING"

    def __init__(self, parameter: str = "HOOK_URL") -> None:
        super().__init__(f"no address to return to in parameter {shown(parameter)}")
        self.facts = {"parameter": shown(parameter)}


class HookUrlMalformed(HookUrlError):
    code = "HOOK_URL_MALFORMED"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the address to return to is malformed: {reason}")
        self.reason = reason
        self.facts = {"reason": reason}


class HookUrlScheme(HookUrlError):
    """The address is neither https nor http, nor SAPEVENT where that is allowed."""

    code = "HOOK_URL_SCHEME"

    def __init__(self, scheme: str) -> None:
        super().__init__(f"the address to return to has scheme {shown(scheme)!r}")
        self.facts = {"scheme": shown(scheme)}


class HookUrlNotHttps(HookUrlError):
    code = "HOOK_URL_NOT_HTTPS"

    def __init__(self) -> None:
        super().__init__("the address to return to is http, and this connection accepts https only")


class HookUrlNotAccepted(HookUrlError):
    """The address is well-formed, but matches none of the accepted ones. `origin` is what it has."""

    code = "HOOK_URL_NOT_ACCEPTED"

    def __init__(self, origin: str) -> None:
        super().__init__(f"return address at {shown(origin)} is not an accepted one")
        self.origin = origin
        self.facts = {"origin": shown(origin)}


class SignatureError(CallError):
    """A start link does not prove what it must."""


class SignatureWrong(SignatureError):
    """Missing, wrong, or of a key that is not valid: which of them is not told.

    `charset` is what the call reads rightly signed in, where that is another than it was read in.
    """

    code = "SIGNATURE_WRONG"

    def __init__(self, charset: str = "") -> None:
        super().__init__("signature missing or wrong, or its key unknown or no longer valid")
        if charset:
            self.facts = {"charset": charset}


class LinkExpired(SignatureError):
    """Rightly signed, but too late. `seconds` is how long ago it ended."""

    code = "LINK_EXPIRED"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"the link ended {seconds:,} seconds ago")
        self.seconds = seconds
        self.facts = {"seconds": seconds}


class LinkExpiryUnusable(SignatureError):
    """Rightly signed, but the end is no time, or further away than `minutes`. `parameter` is where it stands."""

    code = "LINK_EXPIRY_UNUSABLE"

    def __init__(self, parameter: str, minutes: int) -> None:
        super().__init__(f"{parameter} is no Unix time in seconds, or more than {minutes} minutes ahead")
        self.minutes = minutes
        self.facts = {"parameter": parameter, "minutes": minutes}


class CartError(OciError):
    """Ours: the cart must not leave like this."""


class CartEmpty(CartError):
    """Receivers take an empty cart for an error state; some crash."""

    code = "CART_EMPTY"

    def __init__(self) -> None:
        super().__init__("a cart without lines")


class CartMalformed(CartError):
    code = "CART_MALFORMED"

    def __init__(self, reason: str) -> None:
        super().__init__(f"not an OCI cart: {reason}")


class NumberNotSendable(CartError):
    """A number has no exact form in at most eleven digits, a point and three decimals."""

    code = "CART_NUMBER"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)


class ReturnRuleMalformed(OciError):
    code = "RETURN_RULE_MALFORMED"

    def __init__(self, reason: str) -> None:
        super().__init__(f"not an origin and a path: {reason}")
        self.reason = reason


class EventNotAllowed(OciError):
    code = "PUNCH_OUT_EVENT"

    def __init__(self, state: str, event: str) -> None:
        super().__init__(f"a punch-out that is {state} cannot {event}")
        self.state = state
        self.event = event
