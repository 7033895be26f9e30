"""Every cart is checked before it leaves, whatever it answers."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from oci.domain.profiles import profile_of
from oci.models import Connection
from oci.protocol.call import Function
from oci.protocol.errors import CartError
from oci.protocol.fields import Version
from oci.protocol.linter import MERGED_BY, lint_form
from oci.protocol.return_form import ReturnForm
from oci.protocol.rules import Finding, find_errors


class CartRefusedError(CartError):
    """The linter found errors: receivers would lose or misread something. `findings` has warnings too.

    Another configuration of the connection helps; trying again does not.
    """

    code = "CART_REFUSED"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(_in_short(finding) for finding in find_errors(findings)))
        self.findings = findings


def check_form(
    *,
    form: ReturnForm,
    connection: Connection,
    more_fields: Iterable[str] = (),
    function: Function = Function.SHOPPING,
) -> tuple[Finding, ...]:
    """The warnings about `form`, by the rules of the buyer's system that the connection is for.

    `more_fields` are names outside the specification that were agreed.

    Raises:
        CartRefusedError: If there are errors.
    """
    profile = profile_of(connection)
    findings = lint_form(
        form,
        version=Version(connection.oci_version),
        more_fields=more_fields,
        function=function,
        is_page_secure=settings.PUBLIC_SCHEME == "https",
        levels=profile.levels,
        required=connection.required_fields.split(),
        merged_by=profile.receiver.merges_by or MERGED_BY,
    )
    if find_errors(findings):
        raise CartRefusedError(findings)
    return findings


def _in_short(finding: Finding) -> str:
    """`FIELD_MISSING_WITHOUT in line 1, UNIT`. Names and numbers only, no value."""
    place = f" in line {finding.line}" if finding.line else ""
    return f"{finding.rule}{place}{', ' if finding.field else ''}{finding.field}"
