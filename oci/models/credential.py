from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from oci.models.connection import Connection
from oci.models.validators import PARAMETER_PATTERN, validate_parameter

HASH_PATTERN = r"^[0-9a-f]{64}$"


class Credential(models.Model):
    """A user name and a secret that the buyer's system sends. Several may be valid at once, so that they rotate.

    Only `oci.domain.credentials` makes them; the secret itself is stored nowhere.
    """

    connection = ParentalKey(
        Connection, on_delete=models.CASCADE, related_name="credentials", verbose_name=_("connection")
    )
    username_parameter = models.CharField(
        _("name of the user name"), max_length=60, default="USERNAME", validators=[validate_parameter]
    )
    username = models.CharField(_("user name"), max_length=80)
    password_parameter = models.CharField(
        _("name of the password"), max_length=60, default="PASSWORD", validators=[validate_parameter]
    )
    secret_hash = models.CharField(max_length=64, editable=False)
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        ordering = ("-valid_from", "-id")
        constraints = (
            models.CheckConstraint(
                name="credential_parameters_are_names",
                condition=Q(
                    username_parameter__regex=PARAMETER_PATTERN, password_parameter__regex=PARAMETER_PATTERN
                ),
            ),
            models.CheckConstraint(name="credential_has_a_user_name", condition=~Q(username="")),
            models.CheckConstraint(
                name="credential_has_a_hash", condition=Q(secret_hash__regex=HASH_PATTERN)
            ),
            models.CheckConstraint(
                name="credential_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        )

    def __str__(self) -> str:
        return self.username
