from __future__ import annotations

from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from oci.enums import DateFormat, Lines, NumberFormat, Source
from oci.models.connection import Connection
from oci.models.validators import FIELD_PATTERN, validate_field_name, validate_parameter
from oci.models.value_table import ValueTable
from oci.placeholders import FIELD, PARAMETER, find_stray_brace, names_in
from oci.secret_names import is_credential
from oci.value_names import VALUES

LONGEST_SOURCE = 500


class CartField(models.Model):
    """What one field of the cart holds, instead of what it holds without a rule, or beside it.

    `source` is the fixed text, the name of the value, field or parameter, or the text with placeholders.
    """

    connection = ParentalKey(
        Connection, on_delete=models.CASCADE, related_name="cart_fields", verbose_name=_("connection")
    )
    field = models.CharField(
        _("field of the cart"),
        max_length=40,
        validators=[validate_field_name],
        help_text=_("Without NEW_ITEM- and [n]: CUST_FIELD1, VENDORMAT, or a field of the buyer's own."),
    )
    lines = models.CharField(_("lines"), max_length=10, choices=Lines, default=Lines.ALL)
    kind = models.CharField(_("comes from"), max_length=10, choices=Source, default=Source.CONSTANT)
    source = models.CharField(_("text or name"), max_length=LONGEST_SOURCE, blank=True)
    table = models.ForeignKey(
        ValueTable,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("value table"),
        help_text=_("Ours become theirs."),
    )
    date_format = models.CharField(_("dates"), max_length=10, choices=DateFormat, default=DateFormat.ISO)
    number_format = models.CharField(
        _("numbers"), max_length=10, choices=NumberFormat, default=NumberFormat.POINT
    )
    upper_case = models.BooleanField(_("in capitals"), default=False)
    cut_after = models.PositiveSmallIntegerField(
        _("cut after"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Characters. Empty: nothing is cut, and what is too long stops the cart."),
    )
    leave_out_empty = models.BooleanField(_("leave out when empty"), default=True)

    class Meta:
        verbose_name = _("field of the cart")
        verbose_name_plural = _("fields of the cart")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("connection", "field", "lines"),
                name="cart_field_once_per_connection",
                violation_error_message=_("There is a rule for this field and these lines already."),
            ),
            models.CheckConstraint(
                name="cart_field_choices_are_known",
                condition=Q(
                    kind__in=Source.values,
                    lines__in=Lines.values,
                    date_format__in=DateFormat.values,
                    number_format__in=NumberFormat.values,
                ),
            ),
            models.CheckConstraint(name="cart_field_is_a_name", condition=Q(field__regex=FIELD_PATTERN)),
            models.CheckConstraint(
                name="cart_field_has_a_source", condition=Q(kind=Source.NOTHING) | ~Q(source="")
            ),
        )

    def __str__(self) -> str:
        return self.field

    @property
    def names(self) -> tuple[str, ...]:
        """What the rule reads, as a placeholder names it: `class.name`, `field.KEY`, `parameter.NAME`."""
        source = self.source.strip()
        match self.kind:
            case Source.VALUE:
                return (source,)
            case Source.FIELD:
                return (f"{FIELD}{source}",)
            case Source.PARAMETER:
                return (f"{PARAMETER}{source}",)
            case Source.TEMPLATE:
                return names_in(source)
        return ()

    def clean(self) -> None:
        """A name that nobody knows would silently be empty in every cart: say so while it is typed."""
        if self.kind == Source.NOTHING:
            self.source = ""
        elif not self.source.strip():
            raise ValidationError({"source": _("Say what it holds.")})
        if self.kind == Source.TEMPLATE and (brace := find_stray_brace(self.source)):
            raise ValidationError(
                {
                    "source": ValidationError(
                        _("There is a %(brace)s by itself. For a brace in the text, write two: %(braces)s."),
                        params={"brace": brace, "braces": brace * 2},
                    )
                }
            )
        for name in self.names:
            _check_name(name)


def _check_name(name: str) -> None:
    """Keys of fields and names of parameters are the customer's own; of ours there is a list."""
    for prefix in (FIELD, PARAMETER):
        if name.startswith(prefix):
            try:
                validate_parameter(name.removeprefix(prefix))
            except ValidationError as error:
                raise ValidationError({"source": error.messages}) from error
            if prefix == PARAMETER:
                _check_no_credential(name.removeprefix(prefix))
            return
    if name in VALUES:
        return
    nearest = get_close_matches(name.casefold(), VALUES, n=1, cutoff=0.5)
    message = _("There is no value “%(name)s”. Did you mean “%(nearest)s”?")
    if not nearest:
        message = _("There is no value “%(name)s”. The list of values has them all.")
    raise ValidationError(
        {"source": ValidationError(message, params={"name": name, "nearest": "".join(nearest)})}
    )


def _check_no_credential(parameter: str) -> None:
    """The door passes it over as well: a rule for it would only be silently empty."""
    if is_credential(parameter):
        message = _("“%(name)s” is a credential. It never goes into a cart.")
        raise ValidationError({"source": ValidationError(message, params={"name": parameter})})
