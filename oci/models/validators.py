from __future__ import annotations

import ipaddress

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from oci.protocol.errors import ReturnRuleMalformed
from oci.protocol.hook_url import parse_return_rule

PARAMETER_PATTERN = r"^[!-%'-<>-~]{1,60}$"

# Printable ASCII without space, & and =, which take a form post apart.
validate_parameter = RegexValidator(
    PARAMETER_PATTERN, _("Use letters, digits and signs without spaces, for example oci_usermail.")
)
validate_unit = RegexValidator(
    r"^[A-Z0-9]{1,3}$", _("Use the code of the unit, three capital letters or digits at most: EA, PCE, DAY.")
)


FIELD_PATTERN = r"^[A-Z][A-Z0-9_]{0,39}$"

validate_field_name = RegexValidator(
    FIELD_PATTERN,
    _("Write the field in capitals without NEW_ITEM- and without [n], for example CUST_FIELD1."),
)


def validate_field_names(text: str) -> None:
    """Names of cart fields, apart by white space."""
    for name in text.split():
        validate_field_name(name)


def validate_networks(text: str) -> None:
    """One network per line; a single address is one too."""
    for line in text.split():
        try:
            ipaddress.ip_network(line)
        except ValueError as error:
            raise ValidationError(
                _("“%(network)s” is not a network such as 203.0.113.0/24 or 2001:db8::/32."),
                params={"network": line},
            ) from error


def validate_origins(text: str) -> None:
    """One origin per line, https or http."""
    for line in text.split():
        try:
            parse_return_rule(line)
        except ReturnRuleMalformed as error:
            raise ValidationError(
                _("“%(origin)s” is not an origin such as https://erp.example.com: %(reason)s"),
                params={"origin": line, "reason": error.reason},
            ) from error
