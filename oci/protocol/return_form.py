"""The HTML form that carries the cart to HOOK_URL.

OCI 4.0, chapter 4: `<form method="post" action="..." target="..." accept-charset="...">` with hidden fields
and a button. A post from our server would not be OCI: the session at the buyer's lives in the employee's
browser. Nothing is checked here: `linter` says whether a form may leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .call import Control
from .cart import Cart, build_cart, parse_cart
from .hook_url import HookUrl, split_query

__all__ = [
    "DEFAULT_TARGET",
    "ReturnForm",
    "Returned",
    "build_return_form",
    "choose_target",
    "is_frame",
    "parse_returned",
]

DEFAULT_TARGET = "_top"
CONTROL_FIELDS = ("~OkCode", "~TARGET", "~CALLER")

_frame_name_re = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReturnForm:
    """Everything that a page needs to write the form.

    Attributes:
        action: HOOK_URL, untouched but for a query that was split off; "" where a function was called without.
        target: The frame to return to.
        charset: For `accept-charset`.
        fields: The hidden fields, in order.
        auto_submit: Whether a script may submit it. The button is there always.
    """

    action: str
    target: str
    charset: str
    fields: tuple[tuple[str, str], ...]
    auto_submit: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """What arrives at HOOK_URL."""

    control: Control
    cart: Cart


def choose_target(wanted: str, default: str = DEFAULT_TARGET) -> str:
    """The frame to return to, `wanted` by the call or else the connection's `default`.

    `_self` would lock the buyer's page into our frame, and `_blank` opens a window that pop-up blockers close
    and that has no session. Whoever wants these, or what is no frame's name, gets `_top`.
    """
    for target in (wanted.strip(), default.strip()):
        if is_frame(target):
            return target.lower() if target.startswith("_") else target
    return DEFAULT_TARGET


def is_frame(target: str) -> bool:
    """Whether `target` names a frame that a return may go to: the whole window, the frame around ours, or a name."""
    return target.lower() in ("_top", "_parent") or _frame_name_re.fullmatch(target) is not None


def build_return_form(
    *,
    hook_url: HookUrl | None,
    cart: Cart,
    control: Control,
    charset: str,
    target: str = DEFAULT_TARGET,
    auto_submit: bool = False,
    splits_query: bool = False,
) -> ReturnForm:
    """Build the form. Without `hook_url` it has an empty action: somebody else reads it from the page.

    `auto_submit` is what the connection wants; SAP GUI does not notice a script's submit, so with SAPEVENT it
    is off. `splits_query` moves the query of `hook_url` into hidden fields, see `hook_url.split_query`.

    Raises:
        HookUrlMalformed: If the query is to be split and cannot be.
    """
    action = hook_url.text if hook_url else ""
    query: tuple[tuple[str, str], ...] = ()
    if hook_url and splits_query:
        action, query = split_query(hook_url, charset=charset)
    return ReturnForm(
        action=action,
        target=target,
        charset=charset,
        fields=query + _echo(control) + build_cart(cart),
        auto_submit=auto_submit and hook_url is not None and not hook_url.is_sap_event,
    )


def parse_returned(fields: Iterable[tuple[str, str]]) -> Returned:
    """The buyer's side of `build_return_form`: what the fields of the posted form say.

    Raises:
        CartEmpty, CartMalformed: If they hold no cart.
    """
    posted = tuple(fields)
    named = {name.casefold(): value for name, value in posted}
    control = Control(*(named.get(name.casefold(), "") for name in CONTROL_FIELDS))
    return Returned(control, parse_cart(posted))


def _echo(control: Control) -> tuple[tuple[str, str], ...]:
    """The control fields that came go back as they came; SRM before 4.0 does not find its way without."""
    values = (control.ok_code, control.target, control.caller)
    return tuple((name, value) for name, value in zip(CONTROL_FIELDS, values, strict=True) if value)
