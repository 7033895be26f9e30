"""Problems with the way back once more: of returns that were not seen, and of the links that repeat them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oci.problems.problem import Owner, Problem

RETURNS = (
    Problem(
        "RETURN_NOT_SEEN",
        409,
        Owner.EMPLOYEE,
        _("The return to the procurement system was not seen"),
        _("The request is registered. The page would have reported its return, and has not done so in time."),
        _("Look in the procurement system. If the line is not there, use the return link from the mail."),
    ),
    Problem(
        "RETURN_TAKEN_BACK",
        409,
        Owner.EMPLOYEE,
        _("The page did not leave for the procurement system"),
        _(
            "It had reported its return, and was still there 12 seconds later: the way was blocked, or too slow."
        ),
        _(
            "Look in the procurement system. If the line is not there, use the button on the page or the return link."
        ),
    ),
    Problem(
        "RETURN_WITHDRAWN",
        410,
        Owner.ACCOUNT_MANAGER,
        _("Nothing may go back to this procurement system any more"),
        _("The connection is switched off, or no longer accepts the address that this visit came from."),
        _("The account manager switches the connection on or accepts the address, and mails a new link."),
    ),
    Problem(
        "RETURN_LINK_UNKNOWN",
        404,
        Owner.EMPLOYEE,
        _("This return link does not exist"),
        _("The address is not complete, or belongs to another organisation."),
        _("Open the link from the mail as a whole. If that does not help, ask Europcar for a new one."),
    ),
    Problem(
        "RETURN_LINK_SPENT",
        410,
        Owner.EMPLOYEE,
        _("This return link has been used"),
        _("A return link works once, so that nothing is ordered twice."),
        _("Look in your procurement system. If the line is not there, ask Europcar for a new link."),
    ),
    Problem(
        "RETURN_LINK_EXPIRED",
        410,
        Owner.EMPLOYEE,
        _("This return link is no longer good"),
        _("A return link is good for 24 hours, and not after a newer one was sent."),
        _("Use the link from the latest mail, or ask Europcar for a new one."),
    ),
    Problem(
        "RETURN_NOT_REPEATABLE",
        409,
        Owner.ACCOUNT_MANAGER,
        _("No link can repeat this return"),
        _("The request came from SAP GUI, which takes a return in its own window only."),
        _("Have the line entered in SAP by hand, with the reference of the request."),
    ),
    Problem(
        "REQUEST_REJECTED",
        410,
        Owner.EMPLOYEE,
        _("Europcar has rejected this request"),
        _("So nothing goes to your procurement system any more."),
        _("The mail about it says why. Start again from your procurement system for another request."),
    ),
)
