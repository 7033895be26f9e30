from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.localization import get_available_admin_time_zones

from tenants.colour import READABLE, WHITE, contrast, ink_on
from tenants.domain.logo import LogoError, make_logo
from tenants.workspace.models import Profile


def colour_words(colour: str) -> str:
    """What a colour means for those who read the pages, in plain words."""
    on_it = _("Text on it is white.") if ink_on(colour) == WHITE else _("Text on it is black.")
    if contrast(colour, WHITE) >= READABLE:
        as_text = _("It can be read well on a white page.")
    else:
        as_text = _(
            "It is too pale to be read on a white page; links and lines there get a darker shade of it."
        )
    return f"{on_it} {as_text}"


KEEP = gettext_lazy("Choose from 7 to 3650 days.")


class ProfileForm(forms.ModelForm[Profile]):
    """How the organisation is called and looks."""

    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=lambda: [(name, name) for name in get_available_admin_time_zones()],
    )

    class Meta:
        model = Profile
        fields = (
            "display_name",
            "logo",
            "primary_colour",
            "accent_colour",
            "contact_name",
            "contact_email",
            "contact_phone",
            "default_language",
            "time_zone",
            "currency",
            "vat_percentage",
            "journal_days",
        )
        widgets = {
            "primary_colour": forms.TextInput(attrs={"type": "color"}),
            "accent_colour": forms.TextInput(attrs={"type": "color"}),
            "logo": forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
        }
        help_texts = {
            "logo": gettext_lazy("PNG or JPEG; it is shown 40 pixels high. Clear background looks best."),
            "journal_days": gettext_lazy(
                "From 7 to 3650. Calls, carts and visits without a request are deleted after that."
            ),
        }
        error_messages = {"journal_days": {"min_value": KEEP, "max_value": KEEP}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("primary_colour", "accent_colour"):
            self.fields[name].help_text = colour_words(getattr(self.instance, name))

    def clean_logo(self) -> Any:
        upload = self.cleaned_data["logo"]
        if not isinstance(upload, UploadedFile):
            return upload  # the one that is there, or False to remove it
        try:
            return make_logo(upload)
        except LogoError as error:
            raise forms.ValidationError(str(error)) from error
