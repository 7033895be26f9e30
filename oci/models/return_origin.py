from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey

from oci.models.connection import Connection
from oci.protocol.errors import ReturnRuleMalformed
from oci.protocol.hook_url import ReturnRule, parse_return_rule


class ReturnOrigin(models.Model):
    """Where the employee's browser may be sent back to. Not accepted: proposed by a call in test, to be decided."""

    connection = ParentalKey(
        Connection, on_delete=models.CASCADE, related_name="return_origins", verbose_name=_("connection")
    )
    origin = models.CharField(
        _("origin"),
        max_length=300,
        help_text=_("For example https://erp.example.com, with a port if it has one."),
    )
    path_prefix = models.CharField(
        _("path"), max_length=200, default="/", help_text=_("Return addresses begin with it. / accepts all.")
    )
    accepted = models.BooleanField(
        pgettext_lazy("return address", "accepted"),
        default=True,
        help_text=_("Not ticked: proposed by a call in test. Tick it once the customer has confirmed it."),
    )

    class Meta:
        verbose_name = _("return address")
        verbose_name_plural = _("return addresses")
        ordering = ("origin", "path_prefix")
        constraints = (
            models.UniqueConstraint(
                fields=("connection", "origin", "path_prefix"),
                name="return_origin_once_per_connection",
                violation_error_message=_("This return address is there already."),
            ),
            models.CheckConstraint(
                name="return_origin_is_a_web_origin",
                condition=Q(origin__regex=r"^https?://[^/]+$", path_prefix__startswith="/"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.origin}{self.path_prefix}"

    @property
    def rule(self) -> ReturnRule:
        return ReturnRule(self.origin, self.path_prefix)

    def clean(self) -> None:
        """Write origin and path as calls are compared with them."""
        try:
            rule = parse_return_rule(self.origin, self.path_prefix)
        except ReturnRuleMalformed as error:
            raise ValidationError(
                _("This is not an origin such as https://erp.example.com and a path: %(reason)s"),
                params={"reason": error.reason},
            ) from error
        self.origin, self.path_prefix = rule.origin, rule.path_prefix
