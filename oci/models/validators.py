from __future__ import annotations

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
