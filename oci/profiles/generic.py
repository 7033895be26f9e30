"""A system that nobody has named: the text of OCI 4.0 (SAP, 4 November 2003), and reading kindly."""

from __future__ import annotations

from .profile import CONTROL, OK_CODE_DETAIL, PRODUCT_DETAILS, BuyerCall, Profile

GENERIC_4_0 = Profile(
    code="generic_4_0",
    name="OCI 4.0",
    spellings=(OK_CODE_DETAIL, PRODUCT_DETAILS),
    call=BuyerCall(
        parameters=(
            ("OCI_VERSION", "4.0"),
            ("OPI_VERSION", "1.0"),
            ("http_content_charset", "UTF-8"),
            ("returntarget", "_top"),
            *CONTROL,
        ),
    ),
)
