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
