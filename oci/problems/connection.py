"""Whether the connection takes calls at all."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oci.problems.problem import Owner, Problem

CONNECTION = (
    Problem(
        "CONNECTION_UNKNOWN",
        404,
        Owner.ERP,
        _("This entry address does not exist"),
        _("The procurement system called an address at which no connection is configured."),
        _("Compare the address with the one that Europcar has given, up to the last letter."),
    ),
    Problem(
        "CONNECTION_DRAFT",
        403,
        Owner.ACCOUNT_MANAGER,
        _("This connection is not open yet"),
        _("The connection is still being set up at Europcar and takes no calls."),
        _("The account manager puts it in test or live."),
    ),
    Problem(
        "CONNECTION_OFF",
        403,
        Owner.ACCOUNT_MANAGER,
        _("This connection is switched off"),
        _("Europcar has switched this connection off."),
        _("Ask the account manager why, and whether another connection is to be used."),
    ),
    Problem(
        "METHOD_NOT_ALLOWED",
        405,
        Owner.ERP,
        _("The procurement system calls in a way that is not agreed"),
        _("The connection takes another HTTP method (GET or POST) than the one used."),
        _(
            "Set the method in the procurement system to the agreed one, or have the account manager allow both."
        ),
        _("Used: %(method)s. Agreed: %(agreed)s."),
        repeats=True,
    ),
    Problem(
        "CUSTOMER_SUSPENDED",
        503,
        Owner.ACCOUNT_MANAGER,
        _("FlexFleet is paused for your organisation"),
        _("Europcar has paused FlexFleet for your organisation. Confirmed reservations stay as they are."),
        _("Ask the account manager when it opens again."),
    ),
    Problem(
        "ADDRESS_NOT_ALLOWED",
        403,
        Owner.ACCOUNT_MANAGER,
        _("This connection cannot be used from your network"),
        _("The connection takes calls from agreed networks only, and this call came from another."),
        _(
            "Try again from your organisation's network. If that is where you are, the account manager adds it."
        ),
    ),
    Problem(
        "TOO_MANY_CALLS",
        429,
        Owner.ACCOUNT_MANAGER,
        _("There are too many calls at the moment"),
        _("More calls came in one minute than this connection takes, from your network or in all."),
        _("Wait a moment and start again. If it happens more often, the account manager raises the limit."),
        _("There is room again in %(seconds)s seconds."),
    ),
)
