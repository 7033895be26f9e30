from __future__ import annotations

from django.db import models
from django.db.models import Q


class ReferenceCounter(models.Model):
    """The last number given out in one year, local to the customer. The row's lock makes numbers unique."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="reference_counter_counts_from_one", condition=Q(last_number__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.year}: {self.last_number}"
