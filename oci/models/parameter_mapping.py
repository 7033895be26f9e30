from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from oci.enums import Feeds
from oci.models.connection import Connection
from oci.models.validators import PARAMETER_PATTERN, validate_parameter
from oci.models.value_table import ValueTable

LABEL_LANGUAGES = ("nl", "en", "de", "fr")


class ParameterMapping(models.Model):
    """What one inbound parameter feeds, and whether the employee sees it."""

    connection = ParentalKey(
        Connection, on_delete=models.CASCADE, related_name="mappings", verbose_name=_("connection")
    )
    parameter = models.CharField(_("parameter"), max_length=60, validators=[validate_parameter])
    feeds = models.CharField(_("feeds"), max_length=20, choices=Feeds)
    field_key = models.CharField(
        _("key of the field"),
        max_length=60,
        blank=True,
        default="",
        db_default="",
        validators=[validate_parameter],
        help_text=_("For a field of the customer's own. Empty: the parameter's name."),
    )
    table = models.ForeignKey(
        ValueTable,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("value table"),
        help_text=_("Theirs become ours."),
    )
    label_nl = models.CharField(_("label in Dutch"), max_length=60, blank=True)
    label_en = models.CharField(_("label in English"), max_length=60, blank=True)
    label_de = models.CharField(_("label in German"), max_length=60, blank=True)
    label_fr = models.CharField(_("label in French"), max_length=60, blank=True)
    required = models.BooleanField(
        _("required"), default=False, help_text=_("A call without it is refused. E-mail and name always are.")
    )
    shown = models.BooleanField(_("shown"), default=True, help_text=_("The employee sees it, read-only."))

    class Meta:
        verbose_name = _("parameter")
        verbose_name_plural = _("parameters")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                "connection",
                Lower("parameter"),
                name="parameter_mapping_once_per_connection",
                violation_error_message=_("This parameter is mapped already."),
            ),
            models.UniqueConstraint(
                fields=("connection", "feeds"),
                condition=~Q(feeds=Feeds.FIELD),
                name="parameter_mapping_feeds_one",
                violation_error_message=_("Another parameter feeds this already."),
            ),
            models.CheckConstraint(name="parameter_mapping_feeds_known", condition=Q(feeds__in=Feeds.values)),
            models.CheckConstraint(
                name="parameter_mapping_is_a_name", condition=Q(parameter__regex=PARAMETER_PATTERN)
            ),
        )

    def __str__(self) -> str:
        return self.parameter

    @property
    def key(self) -> str:
        """The key of the field that it feeds."""
        return self.field_key or self.parameter

    @property
    def own_label(self) -> str:
        """The customer's label in the active language, with another standing in; "" without any."""
        active = (get_language() or "")[:2]
        for language in (active, *LABEL_LANGUAGES):
            if language in LABEL_LANGUAGES and (text := getattr(self, f"label_{language}")):
                return str(text)
        return ""

    @property
    def label(self) -> str:
        """The customer's label; without one, what it feeds or its name."""
        if self.own_label:
            return self.own_label
        return self.parameter if self.feeds == Feeds.FIELD else capfirst(str(Feeds(self.feeds).label))
