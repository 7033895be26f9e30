"""What there is to know about a buyer's system: how to set up a connection for it, how it calls, what it keeps.

Options, feeds and sources are named as the models name them; a test compares both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from oci.protocol.call import Function
from oci.protocol.rules import Level, Rule

__all__ = [
    "BuyerCall",
    "Option",
    "Profile",
    "Receiver",
    "Spelling",
    "SuggestedField",
    "SuggestedParameter",
    "options",
]

Option = str | bool

# A profile decides all of these and no others, so that going from one to another leaves nothing of the first behind.
# What belongs to the customer and not to the system (vendor number, material group, time, proof) is not among them.
STANDARD: Mapping[str, Option] = MappingProxyType(
    {
        "method": "both",
        "hook_url_parameter": "HOOK_URL",
        "charset": "UTF-8",
        "allow_sap_event": False,
        "cancel_parameter": "OCICANCEL",
        "oci_version": "4.0",
        "target": "_top",
        "auto_submit": True,
        "hook_query": "whole",
        "cancel_rule": "page",
        "cart_lines": "one",
        "quantity_rule": "total",
        "required_fields": "",
        "unit": "EA",
        "day_unit": "DAY",
        "vendor_material": "class_code",
        "unpriced": "zero",
    }
)


def options(**own: Option) -> Mapping[str, Option]:
    """The standard ones, with those in which a buyer's system differs."""
    return MappingProxyType({**STANDARD, **own})


@dataclass(frozen=True, slots=True)
class SuggestedParameter:
    """A parameter of the call that is worth mapping, and what it feeds."""

    name: str
    feeds: str


# Names on which most customers agree; no buyer's system has any of its own for them.
REQUESTER = (
    SuggestedParameter("oci_usermail", "requester_email"),
    SuggestedParameter("oci_userfullname", "requester_name"),
)


@dataclass(frozen=True, slots=True)
class SuggestedField:
    """A rule for a field of the cart. `kind` and `source` are as in `CartField`; "nothing" leaves the field out."""

    field: str
    kind: str
    source: str = ""
    lines: str = "all"
    cut_after: int | None = None


@dataclass(frozen=True, slots=True)
class Spelling:
    """A parameter with a value that asks for a function, beside FUNCTION with its name."""

    parameter: str
    value: str
    function: Function


# Of systems before OCI 4.0, which had no FUNCTION, and of parameters that an administrator writes by hand.
OK_CODE_DETAIL = Spelling("~OkCode", "DETAIL", Function.DETAIL)
PRODUCT_DETAILS = Spelling("FUNCTION", "PRODUCTDETAILS", Function.DETAIL)

# Of the Internet Transaction Server; OCI 4.0 still has them.
CONTROL = (("~OkCode", "ADDI"), ("~TARGET", "_top"), ("~CALLER", "CTLG"))


@dataclass(frozen=True, slots=True)
class BuyerCall:
    """How the system calls, so that it can be played.

    Attributes:
        method: GET or POST; where a system does either, the better one.
        charset: In which it writes, whether it says so or not.
        parameters: Beside credentials, requester and HOOK_URL.
        hook_url: HOOK_URL with `{origin}` and `{token}`, which is another one at each visit.
        cancel_parameter: Where it says where to go on cancel; "" for nowhere.
        keeps_cookies: Whether the browser stores ours: not in SAP GUI, and not in a frame of another site.
    """

    method: str = "POST"
    charset: str = "UTF-8"
    parameters: tuple[tuple[str, str], ...] = CONTROL
    hook_url: str = "{origin}/return?visit={token}"
    cancel_parameter: str = ""
    keeps_cookies: bool = True


@dataclass(frozen=True, slots=True)
class Receiver:
    """What the system does with a cart.

    Attributes:
        drops_incomplete: It passes over a line without what OCI demands.
        stops_at_gap: It reads lines from 1 until one is missing.
        cuts: It cuts a value that is too long, without an error.
        largest_form: Fields of a form that it reads; the rest is lost. None is no limit.
        loses_long_text: It does not find a name with empty brackets again.
        capitals: Fields that it turns into capital letters.
        ignores: Fields that it does not read.
        needs: Fields without which it refuses a line or the cart.
        merges_by: Lines that have these in common become one; empty for never.
        refuses_zero: It refuses a price of 0.
        takes_once: A second post to the same HOOK_URL is an error.
    """

    drops_incomplete: bool = False
    stops_at_gap: bool = False
    cuts: bool = False
    largest_form: int | None = None
    loses_long_text: bool = False
    capitals: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    merges_by: tuple[str, ...] = ()
    refuses_zero: bool = False
    takes_once: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """One buyer's system.

    Attributes:
        code: Stable; kept in `Connection.profile`.
        options: Field of a connection -> its value.
        parameters: Worth mapping.
        cart_fields: Rules worth having for fields of the cart.
        spellings: Of functions.
        levels: What a rule of the linter means for this receiver, where that differs from the rule's own level. A
            rule for some receivers only is looked at when it is among these.
    """

    code: str
    name: str
    options: Mapping[str, Option] = field(default_factory=options)
    parameters: tuple[SuggestedParameter, ...] = REQUESTER
    cart_fields: tuple[SuggestedField, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    levels: Mapping[Rule, Level] = field(default_factory=lambda: MappingProxyType({}))
    call: BuyerCall = BuyerCall()
    receiver: Receiver = Receiver()
