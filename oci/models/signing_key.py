from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from oci.models.connection import Connection


class SigningKey(models.Model):
    """A key with which the buyer's system signs start links. Several may be valid at once, so that they rotate.

    Only `oci.domain.signing` makes them. The secret is derived from `key_id` and stored nowhere.
    """

    connection = ParentalKey(
        Connection, on_delete=models.CASCADE, related_name="signing_keys", verbose_name=_("connection")
    )
    key_id = models.CharField(_("key"), max_length=40, unique=True, editable=False)
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ("-valid_from", "-id")
        constraints = (
            models.CheckConstraint(name="signing_key_has_an_id", condition=~Q(key_id="")),
            models.CheckConstraint(
                name="signing_key_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        )

    def __str__(self) -> str:
        return self.key_id
