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
)
