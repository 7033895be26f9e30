"""Connections with what belongs to them, the punch-outs that came over them, and the journal of it all."""

from oci.models.cart_field import CartField
from oci.models.connection import Connection
from oci.models.credential import Credential
from oci.models.journal import JournalEntry
from oci.models.parameter_mapping import ParameterMapping
from oci.models.punch_out import PunchOut
from oci.models.return_link import ReturnLink
from oci.models.return_origin import ReturnOrigin
from oci.models.signing_key import SigningKey
from oci.models.value_table import ValueTable, ValueTableRow

__all__ = [
    "CartField",
    "Connection",
    "Credential",
    "JournalEntry",
    "ParameterMapping",
    "PunchOut",
    "ReturnLink",
    "ReturnOrigin",
    "SigningKey",
    "ValueTable",
    "ValueTableRow",
]
