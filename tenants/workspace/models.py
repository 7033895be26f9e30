from __future__ import annotations

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.roles import Role


class UserManager(BaseUserManager["User"]):
    """Users are made by `tenants.domain` alone: at the console for staff, elsewhere as their mirror."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A staff member as this schema knows them. Only the console's have a password."""

    staff_id = models.UUIDField(unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    is_active = models.BooleanField(_("active"), default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(name="user_role_is_known", condition=Q(role__in=Role.values)),
            # Roles say what anybody may do; a superuser would be past all of them.
            models.CheckConstraint(name="user_is_never_superuser", condition=Q(is_superuser=False)),
        )

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def first_name(self) -> str:
        """Wagtail's sidebar calls its user by this, or else by the whole e-mail address."""
        return self.get_short_name()


def languages() -> list[tuple[str, str]]:
    """The languages of this version, as a callable so that one more of them needs no migration."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


def profile_upload_path(profile: Profile, filename: str) -> str:
    return f"brand/{filename}"


_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as #rrggbb, for example #0a6e3c."))


class Profile(models.Model):
    """How the organisation is called and looks, and the conventions its texts and prices follow. One row."""

    display_name = models.CharField(_("name on screen"), max_length=80)
    default_language = models.CharField(
        _("language"),
        max_length=5,
        choices=languages,
        default="nl",
        help_text=_("Used when the buyer's system names no language."),
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Amsterdam")
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Use the three letters of ISO 4217, for example EUR."))],
    )
    vat_percentage = models.DecimalField(
        _("VAT percentage"),
        max_digits=4,
        decimal_places=2,
        default=21,
        validators=[MinValueValidator(0), MaxValueValidator(50)],
    )
    primary_colour = models.CharField(_("main colour"), max_length=7, default="#00653e", validators=[_colour])
    accent_colour = models.CharField(
        _("second colour"), max_length=7, default="#ffcc00", validators=[_colour]
    )
    logo = models.FileField(_("logo"), upload_to=profile_upload_path, blank=True)
    contact_name = models.CharField(_("contact"), max_length=80, default="Europcar FlexFleet")
    contact_email = models.EmailField(
        _("contact e-mail"), help_text=_("Replies to the mails that employees get go there.")
    )
    contact_phone = models.CharField(_("contact phone"), max_length=30, blank=True)
    journal_days = models.PositiveSmallIntegerField(
        _("keep the journal (days)"),
        default=180,
        db_default=180,
        validators=[MinValueValidator(7), MaxValueValidator(3650)],
        help_text=_("Calls, carts and visits without a request are deleted after that."),
    )

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profile")
        constraints = (models.CheckConstraint(name="profile_is_one_row", condition=Q(pk=1)),)

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> Profile:
        """The active schema's profile; provisioning has made it."""
        return cls.objects.get(pk=1)

    @property
    def staff_language(self) -> str:
        """For what is written down for staff to read: the customer's language where the admin has it, or else ours."""
        known = {code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES}
        return self.default_language if self.default_language in known else settings.LANGUAGE_CODE

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
