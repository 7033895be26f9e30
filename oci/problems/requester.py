"""Whom a call names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oci.problems.problem import EXPECTED, Owner, Problem

REQUESTER = (
    Problem(
        "USER_MAIL_MISSING",
        400,
        Owner.ERP,
        _("Your e-mail address is missing"),
        _("The procurement system did not send your e-mail address, to which the confirmation is to go."),
        _("Check that your account in the procurement system has an e-mail address, and that it is sent."),
        EXPECTED,
    ),
    Problem(
        "USER_MAIL_MALFORMED",
        400,
        Owner.ERP,
        _("Your e-mail address cannot be used"),
        _("What the procurement system sent as your e-mail address is not one."),
        _("Correct the e-mail address of your account in the procurement system."),
    ),
    Problem(
        "USER_NAME_MISSING",
        400,
        Owner.ERP,
        _("Your name is missing"),
        _("The procurement system did not send your full name."),
        _("Check that your account in the procurement system has a name, and that it is sent."),
        EXPECTED,
    ),
)
