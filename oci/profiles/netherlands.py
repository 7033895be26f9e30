"""Systems of Dutch makers, and of the Dutch government."""

from __future__ import annotations

from types import MappingProxyType

from oci.protocol.rules import Level, Rule

from .profile import PRODUCT_DETAILS, BuyerCall, Profile, Receiver, SuggestedField, options

# Its makers' help: what is too long is cut without an error; free fields are filled from custom fields 16 to 20;
# whether users may change quantities depends on the profile that the customer makes there. The order follows as XML.
AFAS_PROFIT = Profile(
    code="afas_profit",
    name="AFAS Profit",
    levels=MappingProxyType({Rule.QUANTITY_EDITABLE: Level.WARNING}),
    receiver=Receiver(cuts=True),
)

# Its makers' help: any shop of OCI 5.0, by GET or POST; each interface is set up by hand, field by field.
ULTIMO = Profile(
    code="ultimo",
    name="Ultimo",
    options=options(oci_version="5.0"),
    spellings=(PRODUCT_DETAILS,),
    call=BuyerCall(parameters=()),
)

# Its manual for suppliers: OCI 4.0 to the letter, for goods and for services. A rental is a service. The government
# announced its end for July 2023; the manual is what its successors were set up by.
DIGIINKOOP = Profile(
    code="digiinkoop",
    name="DigiInkoop",
    cart_fields=(SuggestedField("SERVICE", "constant", "X"),),
    receiver=Receiver(drops_incomplete=True),
)
