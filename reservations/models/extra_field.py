from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from catalog.models.texts import translated
from reservations.extra_fields import definition
from reservations.extra_fields.errors import LimitMalformed, PatternMalformed

KEY_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"


class FieldKind(models.TextChoices):
    """`definition.Kind`, with words for people."""

    TEXT = "text", _("text")
    LONG_TEXT = "long_text", _("long text")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    CHOICE = "choice", _("one of several choices")
    CHOICES = "choices", _("some of several choices")
    YES_NO = "yes_no", _("yes or no")
    EMAIL = "email", _("e-mail address")
    COST_CENTRE = "cost_centre", _("cost centre")


class WhenSent(models.TextChoices):
    """`definition.Sent`, with words for people."""

    OFFER = "offer", _("is filled in, and the employee may change it")
    LOCK = "lock", _("is shown, and cannot be changed")
    HIDE = "hide", _("is not shown")


class ConditionOperator(models.TextChoices):
    """`definition.Operator`, with words for people."""

    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    FILLED = "filled", _("is filled in")
    EMPTY = "empty", _("is empty")


class FieldGroup(models.Model):
    """A heading under which questions stand together."""

    title_nl = models.CharField(_("title in Dutch"), max_length=60, blank=True)
    title_en = models.CharField(_("title in English"), max_length=60, blank=True)
    title_de = models.CharField(_("title in German"), max_length=60, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("group of extra fields")
        verbose_name_plural = _("groups of extra fields")
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                name="field_group_has_a_title",
                condition=~Q(title_nl="", title_en="", title_de="", title_fr=""),
                violation_error_message=_("Give it a title in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return translated(self, "title")


class ExtraField(ClusterableModel):
    """A question of the customer's own. Its key is for life: answers are stored by it, with the label of their day."""

    key = models.CharField(
        _("key"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                KEY_PATTERN, _("Use small letters, digits and underscores, for example cost_type.")
            )
        ],
        help_text=_("Answers are stored under it, so it cannot be changed later."),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=FieldKind, default=FieldKind.TEXT)
    group = models.ForeignKey(
        FieldGroup, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("group")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label_nl = models.CharField(_("label in Dutch"), max_length=80, blank=True)
    label_en = models.CharField(_("label in English"), max_length=80, blank=True)
    label_de = models.CharField(_("label in German"), max_length=80, blank=True)
    label_fr = models.CharField(_("label in French"), max_length=80, blank=True)
    help_nl = models.CharField(_("help in Dutch"), max_length=200, blank=True)
    help_en = models.CharField(_("help in English"), max_length=200, blank=True)
    help_de = models.CharField(_("help in German"), max_length=200, blank=True)
    help_fr = models.CharField(_("help in French"), max_length=200, blank=True)

    required = models.BooleanField(_("required"), default=False)
    pattern = models.CharField(
        _("pattern"),
        max_length=200,
        blank=True,
        help_text=_(
            "For text and cost centres: a regular expression for the whole answer, for example P-[0-9]{4}."
        ),
    )
    least = models.CharField(
        _("at least"), max_length=20, blank=True, help_text=_("A number, or a date such as 2026-01-31.")
    )
    most = models.CharField(_("at most"), max_length=20, blank=True)
    sent = models.CharField(
        _("what the buyer's system sends"), max_length=10, choices=WhenSent, default=WhenSent.OFFER
    )
    is_sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("The answer is hidden in lists, the journal and exports.")
    )
    in_queue = models.BooleanField(_("column in the queue"), default=False)
    in_mail = models.BooleanField(_("in the confirmation"), default=True)
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Not ticked: it is not asked any more; answers are kept.")
    )

    class Meta:
        verbose_name = _("extra field")
        verbose_name_plural = _("extra fields")
        ordering = ("group__position", "group_id", "position", "id")
        constraints = (
            models.CheckConstraint(
                name="extra_field_choices_are_known",
                condition=Q(kind__in=FieldKind.values, sent__in=WhenSent.values),
            ),
            models.CheckConstraint(name="extra_field_key_is_a_key", condition=Q(key__regex=KEY_PATTERN)),
            models.CheckConstraint(
                name="extra_field_has_a_label",
                condition=~Q(label_nl="", label_en="", label_de="", label_fr=""),
                violation_error_message=_("Give it a label in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return translated(self, "label")

    @property
    def help_text(self) -> str:
        return translated(self, "help")

    @property
    def has_choices(self) -> bool:
        return self.kind in (FieldKind.CHOICE, FieldKind.CHOICES)

    def clean(self) -> None:
        """Refuse a pattern or limits by which nothing could be judged."""
        question = definition.ExtraField(
            self.key, definition.Kind(self.kind), pattern=self.pattern, least=self.least, most=self.most
        )
        try:
            definition.check_definition(question)
        except PatternMalformed as error:
            raise ValidationError(
                {"pattern": _("This pattern cannot be used: %(reason)s.") % {"reason": error.limit}}
            ) from error
        except LimitMalformed as error:
            raise ValidationError(
                {"least": _("These limits are no numbers or dates, or the least is more than the most.")}
            ) from error


class ExtraFieldChoice(models.Model):
    """One thing to choose. Its value is stored, with the label of the day."""

    field = ParentalKey(
        ExtraField, on_delete=models.CASCADE, related_name="choices", verbose_name=_("extra field")
    )
    value = models.CharField(_("value"), max_length=100)
    label_nl = models.CharField(_("label in Dutch"), max_length=120, blank=True)
    label_en = models.CharField(_("label in English"), max_length=120, blank=True)
    label_de = models.CharField(_("label in German"), max_length=120, blank=True)
    label_fr = models.CharField(_("label in French"), max_length=120, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("field", "value"),
                name="extra_field_choice_once_per_field",
                violation_error_message=_("This value is among the choices already."),
            ),
            models.CheckConstraint(name="extra_field_choice_has_a_value", condition=~Q(value="")),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What people read; the value itself when nobody wrote anything."""
        return translated(self, "label") or self.value


class ExtraFieldCondition(models.Model):
    """When a question is asked. All of its conditions must hold."""

    field = ParentalKey(
        ExtraField, on_delete=models.CASCADE, related_name="conditions", verbose_name=_("extra field")
    )
    about = models.ForeignKey(
        ExtraField, on_delete=models.PROTECT, related_name="+", verbose_name=_("the answer to")
    )
    operator = models.CharField(
        _("comparison"), max_length=10, choices=ConditionOperator, default=ConditionOperator.IS
    )
    value = models.CharField(
        _("value"), max_length=100, blank=True, help_text=_("For yes and no: yes or no.")
    )

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="extra_field_condition_operator_is_known",
                condition=Q(operator__in=ConditionOperator.values),
            ),
            models.CheckConstraint(
                name="extra_field_condition_is_about_another", condition=~Q(about=models.F("field"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.about_id} {self.operator} {self.value}"
