from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from oci.enums import Feeds
from oci.models import Connection
from oci.models.validators import validate_parameter

Row = dict[str, Any]


def _parameter(row: Row) -> Hashable:
    return str(row.get("parameter", "")).casefold() or None


def _feeds(row: Row) -> Hashable:
    return row.get("feeds") if row.get("feeds") != Feeds.FIELD else None


def _return_address(row: Row) -> Hashable:
    return (row["origin"], row["path_prefix"]) if "origin" in row and "path_prefix" in row else None


class ConnectionForm(WagtailAdminModelForm):
    """A connection with its rows. The database refuses rows that contradict each other; here they are named before."""

    once = (
        ("mappings", _parameter, _("This parameter is mapped twice.")),
        ("mappings", _feeds, _("Two parameters feed this. Keep one.")),
        ("return_origins", _return_address, _("This return address is there twice.")),
    )

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        if valid:
            for relation, key, message in self.once:
                valid = self._refuse_repeated(relation, key, message) and valid
        return valid

    def _refuse_repeated(self, relation: str, key: Callable[[Row], Hashable], message: Any) -> bool:
        formset = self.formsets.get(relation)
        if formset is None:
            return True
        seen: set[Hashable] = set()
        for form in formset.forms:
            row = form.cleaned_data
            # As `ReturnOrigin.clean` has written them.
            row = {name: getattr(form.instance, name, value) for name, value in row.items()}
            mark = None if form in formset.deleted_forms else key(row)
            if mark is not None and mark in seen:
                form.add_error(NON_FIELD_ERRORS, message)
                return False
            seen.add(mark)
        return True


OVERLAPS = (
    ("keep", _("Keep the others valid")),
    ("1", _("End the others in a day")),
    ("7", _("End the others in a week")),
    ("30", _("End the others in 30 days")),
    ("0", _("End the others at once")),
)


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
        help_text=_("So the customer can change over without a gap."),
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
