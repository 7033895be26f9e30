from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oci.models.punch_out import PunchOut

HASH_PATTERN = r"^[0-9a-f]{64}$"


class ReturnLink(models.Model):
    """A link that repeats a return with the identical cart, once. Its token is kept as a hash."""

    punch_out = models.ForeignKey(
        PunchOut, on_delete=models.CASCADE, related_name="return_links", verbose_name=_("punch-out")
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        verbose_name = _("return link")
        verbose_name_plural = _("return links")
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="return_link_has_a_hash", condition=Q(token_hash__regex=HASH_PATTERN)
            ),
            models.CheckConstraint(
                name="return_link_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.punch_out_id}/{self.pk}"
