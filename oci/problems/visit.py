"""The employee's visit, from its page to its end."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oci.problems.problem import START_AGAIN, Owner, Problem

VISIT = (
    Problem(
        "PUNCH_OUT_UNKNOWN",
        404,
        Owner.EMPLOYEE,
        _("This page does not exist"),
        _("There is no visit at this address. The address may be incomplete, or of another organisation."),
        START_AGAIN,
    ),
    Problem(
        "PUNCH_OUT_CODE_SPENT",
        410,
        Owner.EMPLOYEE,
        _("This page cannot be opened a second time"),
        _("The page was reloaded, or its address was used again. For your safety it opens only once."),
        START_AGAIN,
    ),
    Problem(
        "PUNCH_OUT_SECRET_WRONG",
        403,
        Owner.EMPLOYEE,
        _("This page does not belong to your visit"),
        _(
            "The page was opened without coming from your procurement system, or the browser lost the visit. "
            "A request that you had sent is kept."
        ),
        START_AGAIN,
    ),
    Problem(
        "PUNCH_OUT_EXPIRED",
        410,
        Owner.EMPLOYEE,
        _("The time for this visit is over"),
        _("The page was open longer than a visit may last. A request that you had sent is kept."),
        START_AGAIN,
    ),
    Problem(
        "PUNCH_OUT_CANCELLED",
        410,
        Owner.EMPLOYEE,
        _("You have cancelled this visit"),
        _("The visit was ended without a request."),
        START_AGAIN,
    ),
    Problem(
        "PUNCH_OUT_RETURNED",
        410,
        Owner.EMPLOYEE,
        _("Your request has gone back to your procurement system"),
        _("A request goes back once, so that it is not ordered twice."),
        _("Look in your procurement system. If it is not there, pass on the reference below to Europcar."),
    ),
    Problem(
        "PUNCH_OUT_EVENT",
        409,
        Owner.EMPLOYEE,
        _("This is not possible any more"),
        _("Another click or another window was quicker, and the visit has gone on."),
        START_AGAIN,
    ),
    Problem(
        "FORM_TOO_LARGE",
        413,
        Owner.EMPLOYEE,
        _("This is too much text"),
        _("What was filled in is larger than FlexFleet accepts. Nothing has been sent."),
        _("Go back and shorten it."),
    ),
    Problem(
        "FORM_MALFORMED",
        400,
        Owner.EMPLOYEE,
        _("This form could not be read"),
        _("What the browser sent is not a whole form. Nothing has been sent on."),
        _("Go back and send it once more."),
    ),
)
