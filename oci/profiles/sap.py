"""SAP's own: Supplier Relationship Management 7, S/4HANA Cloud, and SAP GUI with ERP Central Component.

SAP's documentation: a line that is incomplete is not transferred, and nobody is told; the catalogue is called by POST
unless the customer chose GET.
"""

from __future__ import annotations

from types import MappingProxyType

from oci.protocol.rules import Level, Rule

from .profile import (
    CONTROL,
    OK_CODE_DETAIL,
    REQUESTER,
    BuyerCall,
    Profile,
    Receiver,
    SuggestedParameter,
    options,
)

LANGUAGE = SuggestedParameter("sap-language", "language")
DROPS = Receiver(drops_incomplete=True)

# Shows the catalogue in a frame of its own site, in which browsers keep no cookie of ours. Names no charset and means
# ISO-8859-1. Wants UNIT in every line, MATNR or not.
SAP_SRM_7 = Profile(
    code="sap_srm_7",
    name="SAP SRM 7",
    options=options(charset="ISO-8859-1", required_fields="UNIT"),
    parameters=(*REQUESTER, LANGUAGE),
    spellings=(OK_CODE_DETAIL,),
    call=BuyerCall(
        charset="ISO-8859-1",
        parameters=(*CONTROL, ("sap-language", "EN")),
        keeps_cookies=False,
    ),
    receiver=DROPS,
)

# Can ask for the price again (VALIDATE) and refuse a line whose price has changed. A class is validated at its price
# per day, so the cart has to say the same: days times that price.
SAP_S4HANA_CLOUD = Profile(
    code="sap_s4hana_cloud",
    name="SAP S/4HANA Cloud",
    options=options(quantity_rule="days"),
    parameters=(*REQUESTER, LANGUAGE),
    levels=MappingProxyType({Rule.ACTION_NOT_SECURE: Level.ERROR}),
    call=BuyerCall(
        parameters=(
            ("OCI_VERSION", "4.0"),
            ("http_content_charset", "UTF-8"),
            ("returntarget", "_top"),
            *CONTROL,
            ("sap-language", "EN"),
        ),
    ),
    receiver=DROPS,
)

# A browser within SAP GUI takes the form itself: only when a person presses the button. It stores no cookie.
SAP_GUI_ECC = Profile(
    code="sap_gui_ecc",
    name="SAP GUI / ECC",
    options=options(charset="ISO-8859-1", allow_sap_event=True, auto_submit=False, required_fields="UNIT"),
    parameters=(*REQUESTER, LANGUAGE),
    spellings=(OK_CODE_DETAIL,),
    call=BuyerCall(
        charset="ISO-8859-1",
        parameters=(*CONTROL, ("sap-language", "EN")),
        hook_url="SAPEVENT:POST",
        keeps_cookies=False,
    ),
    receiver=DROPS,
)
