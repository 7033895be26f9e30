from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oci.models import Connection
from oci.models.validators import validate_parameter

KEEP = "keep"
OVERLAPS = (
    (KEEP, _("Keep the others valid")),
    ("1", _("End the others in a day")),
    ("7", _("End the others in a week")),
    ("30", _("End the others in 30 days")),
    ("0", _("End the others at once")),
)


OTHERS_HELP = _("So the customer can change over without a gap.")


class CredentialForm(forms.Form):
    """What a new credential is to be called. The secret is ours."""

    username = forms.CharField(label=_("User name"), max_length=80)
    username_parameter = forms.CharField(
        label=_("Parameter of the user name"), max_length=60, validators=[validate_parameter]
    )
    password_parameter = forms.CharField(
        label=_("Parameter of the password"), max_length=60, validators=[validate_parameter]
    )
    others = forms.ChoiceField(
        label=_("Other credentials"),
        choices=OVERLAPS,
        help_text=OTHERS_HELP,
    )

    def __init__(self, *args: Any, connection: Connection, **kwargs: Any) -> None:
        """Begin with the names of the newest credential."""
        newest = connection.credentials.first()
        kwargs["initial"] = {
            "username": newest.username if newest else "",
            "username_parameter": newest.username_parameter if newest else "USERNAME",
            "password_parameter": newest.password_parameter if newest else "PASSWORD",
        }
        super().__init__(*args, **kwargs)


class SigningKeyForm(forms.Form):
    """A key has nothing to be called by; only what becomes of the others is asked."""

    others = forms.ChoiceField(
        label=_("Other signing keys"),
        choices=OVERLAPS,
        help_text=OTHERS_HELP,
    )


def others_end(chosen: str) -> timedelta | None:
    """After which time the others end, of a choice in `OVERLAPS`; None for never."""
    return None if chosen == KEEP else timedelta(days=int(chosen))
