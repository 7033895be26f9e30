from __future__ import annotations

from django.db import models


class RateLimit(models.Model):
    """How far ahead of its pace one caller is. `key` is a hash: it names no address. See `tenants.domain.rate_limits`.

    Not logged by PostgreSQL: after a crash everybody begins anew, which costs less than writing each call twice.
    """

    key = models.CharField(primary_key=True, max_length=64)
    until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(name="rate_limit_by_until", fields=("until",)),)

    def __str__(self) -> str:
        return self.key
