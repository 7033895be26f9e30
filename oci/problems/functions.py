"""What a call asks for: FUNCTION and what belongs to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oci.problems.problem import Owner, Problem

FUNCTIONS = (
    Problem(
        "FUNCTION_UNKNOWN",
        400,
        Owner.ERP,
        _("The procurement system asks for something that OCI does not have"),
        _("The parameter FUNCTION names a function that is not part of OCI."),
        _("Leave FUNCTION out to open the catalogue, or use DETAIL, VALIDATE or BACKGROUND_SEARCH."),
        _("The call asks for %(function)s."),
        repeats=True,
    ),
    Problem(
        "FUNCTION_NOT_OFFERED",
        400,
        Owner.ERP,
        _("The procurement system asks for something that FlexFleet does not offer"),
        _("The parameter FUNCTION names a function that this connection does not offer."),
        _("Leave FUNCTION out to open the catalogue, or use DETAIL, VALIDATE or BACKGROUND_SEARCH."),
    ),
    Problem(
        "PRODUCT_ID_MISSING",
        400,
        Owner.ERP,
        _("The procurement system does not say which vehicle class it means"),
        _("The call has FUNCTION DETAIL or VALIDATE, but no PRODUCTID."),
        _("Send the EXT_PRODUCT_ID of the line in PRODUCTID."),
    ),
    Problem(
        "PRODUCT_UNKNOWN",
        404,
        Owner.EMPLOYEE,
        _("This vehicle class is not offered any more"),
        _(
            "The line in your procurement system is of a vehicle class that your organisation no longer offers."
        ),
        _("Open the catalogue from your procurement system and choose another vehicle class."),
    ),
    Problem(
        "PRODUCT_NOT_SENDABLE",
        409,
        Owner.ACCOUNT_MANAGER,
        _("This vehicle class cannot be passed to your procurement system"),
        _("The line for it does not meet the rules of OCI. The journal says which ones."),
        _("The account manager corrects the connection or the offering."),
    ),
    Problem(
        "QUANTITY_MALFORMED",
        400,
        Owner.ERP,
        _("The procurement system sent a quantity that cannot be used"),
        _("QUANTITY is 0, or not written with digits and a point, such as 3 or 3.000."),
        _("Send the number of days in QUANTITY, or leave it out."),
    ),
)
