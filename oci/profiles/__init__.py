"""The buyers' systems that we know, as data. Like the protocol this imports the standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .generic import GENERIC_4_0
from .netherlands import AFAS_PROFIT, DIGIINKOOP, ULTIMO
from .others import BASWARE, DOLIBARR, IFS_CLOUD, ODOO
from .profile import BuyerCall, Profile, Receiver, Spelling, SuggestedField, SuggestedParameter
from .sap import SAP_GUI_ECC, SAP_S4HANA_CLOUD, SAP_SRM_7

__all__ = [
    "PROFILES",
    "BuyerCall",
    "Profile",
    "Receiver",
    "Spelling",
    "SuggestedField",
    "SuggestedParameter",
]

# In the order in which they are offered; the first is that of a new connection.
PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        profile.code: profile
        for profile in (
            GENERIC_4_0,
            SAP_SRM_7,
            SAP_S4HANA_CLOUD,
            SAP_GUI_ECC,
            AFAS_PROFIT,
            ULTIMO,
            IFS_CLOUD,
            ODOO,
            DOLIBARR,
            DIGIINKOOP,
            BASWARE,
        )
    }
)
