from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from oci.enums import Otherwise


class ValueTable(ClusterableModel):
    """The buyer's values and ours, side by side: cost centres, languages, units. One table serves both directions."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    otherwise = models.CharField(
        _("for a value that is not in the table"), max_length=10, choices=Otherwise, default=Otherwise.KEEP
    )

    class Meta:
        verbose_name = _("value table")
        verbose_name_plural = _("value tables")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="value_table_otherwise_is_known", condition=Q(otherwise__in=Otherwise.values)
            ),
        )

    def __str__(self) -> str:
        return self.name


class ValueTableRow(models.Model):
    """One pair. Going out, several of theirs may stand for one of ours; the first is taken."""

    table = ParentalKey(ValueTable, on_delete=models.CASCADE, related_name="rows")
    theirs = models.CharField(_("theirs"), max_length=100)
    ours = models.CharField(_("ours"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("pair of values")
        verbose_name_plural = _("pairs of values")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                "table",
                Lower("theirs"),
                name="value_table_row_once_per_table",
                violation_error_message=_("This value is in the table already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.theirs} ↔ {self.ours}"
