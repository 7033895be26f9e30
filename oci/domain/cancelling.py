"""How an employee who stops without booking gets back to the buyer's system."""

from __future__ import annotations

from dataclasses import dataclass

from oci.domain.returning import build_form
from oci.enums import CancelRule
from oci.models import PunchOut
from oci.protocol.cart import Cart
from oci.protocol.errors import CartError
from oci.protocol.return_form import ReturnForm


@dataclass(frozen=True, slots=True)
class WayOut:
    """Where a cancelled visit leads: to `address`, by `form`, or, without either, nowhere.

    `target` is the frame to go to; `is_automatic` tells whether a script may go there by itself.
    """

    target: str
    address: str = ""
    form: ReturnForm | None = None
    is_automatic: bool = False


def find_way_out(punch_out: PunchOut) -> WayOut:
    """The address that the call named for this, as IFS does; else what the connection says."""
    connection = punch_out.connection
    if punch_out.cancel_url:
        return WayOut(punch_out.target, address=punch_out.cancel_url, is_automatic=connection.auto_submit)
    if connection.cancel_rule == CancelRule.EMPTY_RETURN:
        try:
            form = build_form(punch_out=punch_out, cart=Cart(()))
        except CartError:
            # There is nothing to lose: the window can be closed.
            return WayOut(punch_out.target)
        return WayOut(punch_out.target, form=form, is_automatic=form.auto_submit)
    return WayOut(punch_out.target)
