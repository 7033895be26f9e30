"""Who calls: what a call proves itself by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oci.problems.problem import Owner, Problem

PROOF = (
    Problem(
        "CREDENTIALS_WRONG",
        403,
        Owner.ERP,
        _("FlexFleet does not recognise your procurement system"),
        _("User name and password of the connection are wrong, missing or no longer valid."),
        _("Enter the user name and password that Europcar has given, under the agreed parameter names."),
    ),
    Problem(
        "SIGNATURE_WRONG",
        403,
        Owner.ERP,
        _("FlexFleet does not recognise this start link"),
        _("The signature of the start link is wrong or missing, or its key is no longer valid."),
        _("Sign every parameter just as it is sent, with the key that Europcar has given."),
        _(
            "The signature is right if the call is read as UTF-8: send http_content_charset=%(charset)s along."
        ),
    ),
    Problem(
        "LINK_EXPIRED",
        410,
        Owner.EMPLOYEE,
        _("This start link is too old"),
        _("A start link works for a few minutes only, and the time in FF_EXPIRES is past."),
        _(
            "Start again from your procurement system. If every link is too old, the clock of that system "
            "is wrong."
        ),
    ),
    Problem(
        "LINK_EXPIRY_UNUSABLE",
        400,
        Owner.ERP,
        _("The procurement system makes start links that end too late"),
        _("FF_EXPIRES is not a time in seconds since 1970 (UTC), or lies further ahead than is allowed."),
        _("Set FF_EXPIRES to the time at which the link is made plus a few minutes, in whole seconds."),
        _("At most %(minutes)s minutes ahead are allowed."),
    ),
)
