"""What goes back to the procurement system."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oci.problems.problem import Owner, Problem

CART = (
    Problem(
        "CART_NOT_SENDABLE",
        409,
        Owner.ACCOUNT_MANAGER,
        _("Your request is registered, but cannot go back to your procurement system"),
        _("The line for the shopping cart does not meet the rules of OCI. The journal says which one."),
        _(
            "The account manager corrects the connection. Keep the reference; you need not send the request again. "
            "Europcar may mail you a link that takes it to your procurement system."
        ),
    ),
)
