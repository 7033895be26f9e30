from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from oci.domain.connections import find_missing_for_calls
from oci.enums import Feeds, Status
from oci.models import CartField, Connection, ParameterMapping, ReturnOrigin
from oci.profiles import PROFILES


# Each says of a row what may not be there twice; None where that does not matter.
def _parameter(row: ParameterMapping) -> Hashable:
    return row.parameter.casefold() or None


def _feeds(row: ParameterMapping) -> Hashable:
    return row.feeds if row.feeds and row.feeds != Feeds.FIELD else None


def _return_address(row: ReturnOrigin) -> Hashable:
    return (row.origin, row.path_prefix) if row.origin else None


def _cart_field(row: CartField) -> Hashable:
    return (row.field, row.lines) if row.field else None


def profile_choices() -> list[tuple[str, str]]:
    return [(profile.code, profile.name) for profile in PROFILES.values()]


class NewConnectionForm(WagtailAdminModelForm):
    """What a connection begins with."""

    profile = forms.ChoiceField(
        label=_("Buyer's system"),
        choices=profile_choices,
        help_text=_(
            "Fills in options, parameters and fields of the cart as this system needs them. The next page shows them, "
            "and all of them can be changed. Take OCI 4.0 where the system is not in the list."
        ),
    )


class ConnectionForm(WagtailAdminModelForm):
    """A connection with its rows. The database refuses rows that contradict each other; here they are named before."""

    profile = forms.ChoiceField(
        label=_("Buyer's system"),
        choices=profile_choices,
        help_text=_(
            "Carts are checked by what this system is known for. To take its options over as well, choose “Use a "
            "profile” at the top."
        ),
    )

    once: ClassVar[tuple[tuple[str, Callable[[Any], Hashable], Any], ...]] = (
        ("mappings", _parameter, _("This parameter is mapped twice.")),
        ("mappings", _feeds, _("Two parameters feed this. Keep one.")),
        ("return_origins", _return_address, _("This return address is there twice.")),
        ("cart_fields", _cart_field, _("There are two rules for this field and these lines. Keep one.")),
    )

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        if valid:
            for relation, key, message in self.once:
                valid = self._refuse_repeated(relation, key, message) and valid
        return valid and self._refuse_locking_out()

    def _refuse_repeated(self, relation: str, key: Callable[[Any], Hashable], message: Any) -> bool:
        formset = self.formsets.get(relation)
        if formset is None:
            return True
        shown = {form.instance.pk for form in formset.forms}
        # Somebody else may have added a row since this form was opened.
        stored = [row for row in getattr(self.instance, relation).all() if row.pk not in shown]
        seen = {key(row) for row in stored}
        for form in formset.forms:
            mark = None if form in formset.deleted_forms else key(form.instance)
            if mark is not None and mark in seen:
                form.add_error(NON_FIELD_ERRORS, message)
                return False
            seen.add(mark)
        return True

    def _refuse_locking_out(self) -> bool:
        """Refuse to take away what the calls of a connection in test or live need.

        What its status lacked before stands in nobody's way: another option can then still be corrected.
        """
        status, now = Status(self.instance.status), timezone.now()
        missing = find_missing_for_calls(
            connection=self.instance,
            status=status,
            now=now,
            mappings=self._rows("mappings"),
            return_origins=self._rows("return_origins"),
        )
        if missing:
            stored = Connection.objects.get(pk=self.instance.pk)
            before = find_missing_for_calls(connection=stored, status=status, now=now)
            missing = [one for one in missing if one not in before]
        if missing:
            self.add_error(
                NON_FIELD_ERRORS,
                _("Not saved: the connection is “%(status)s”, and its calls would be refused. %(missing)s")
                % {"status": status.label, "missing": " ".join(map(str, missing))},
            )
        return not missing

    def _rows(self, relation: str) -> list[Any]:
        """The rows as saving would leave them. `Any`: the models of the relations differ."""
        stored = list(getattr(self.instance, relation).all())
        formset = self.formsets.get(relation)
        if formset is None:
            return stored
        shown = {form.instance.pk for form in formset.forms}
        kept = [form.instance for form in formset.forms if form not in formset.deleted_forms]
        return [*(row for row in stored if row.pk not in shown), *kept]
