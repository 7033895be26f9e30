from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Station
from reservations.domain import handling
from reservations.life_cycle import Verb
from reservations.models import RentalRequest
from tenants.workspace.models import User


def _field_of_request(name: str, **options: Any) -> forms.Field:
    """The form field of a model field, so that label and length stand in one place."""
    field = RentalRequest._meta.get_field(name)
    assert hasattr(field, "formfield")
    made = field.formfield(**options)
    assert isinstance(made, forms.Field)
    return made


class StepForm(forms.Form):
    """One verb on one request, from the version that the person looked at."""

    verb: ClassVar[Verb]
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def perform(self, *, public_id: UUID, actor: User, now: datetime) -> RentalRequest:
        """Make the domain call. Raises HandlingError."""
        raise NotImplementedError


class ClaimForm(StepForm):
    verb = Verb.CLAIM

    def perform(self, *, public_id: UUID, actor: User, now: datetime) -> RentalRequest:
        return handling.claim(public_id=public_id, actor=actor, version=self.cleaned_data["version"], now=now)


class ReleaseForm(StepForm):
    verb = Verb.RELEASE

    def perform(self, *, public_id: UUID, actor: User, now: datetime) -> RentalRequest:
        return handling.release(
            public_id=public_id, actor=actor, version=self.cleaned_data["version"], now=now
        )


class PlanForm(StepForm):
    verb = Verb.PLAN

    planned_station = forms.ModelChoiceField(
        Station.objects.filter(is_active=True), label=_("Station"), help_text=_("It hands over the vehicle.")
    )
    planned_group = _field_of_request("planned_group", label=_("Group"))
    planned_plate = _field_of_request("planned_plate", label=_("Plate"))
    planned_note = _field_of_request(
        "planned_note",
        label=_("Note to the station"),
        help_text=_("The requester does not see it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def perform(self, *, public_id: UUID, actor: User, now: datetime) -> RentalRequest:
        values = self.cleaned_data
        return handling.plan(
            public_id=public_id,
            actor=actor,
            version=values["version"],
            station=values["planned_station"],
            group=values["planned_group"],
            plate=values["planned_plate"],
            note=values["planned_note"],
            now=now,
        )


class ConfirmForm(StepForm):
    verb = Verb.CONFIRM

    def perform(self, *, public_id: UUID, actor: User, now: datetime) -> RentalRequest:
        return handling.confirm(
            public_id=public_id, actor=actor, version=self.cleaned_data["version"], now=now
        )


class RejectForm(StepForm):
    verb = Verb.REJECT

    rejection_reason = _field_of_request(
        "rejection_reason",
        label=_("Reason"),
        required=True,
        help_text=_("The requester reads it in the mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def perform(self, *, public_id: UUID, actor: User, now: datetime) -> RentalRequest:
        return handling.reject(
            public_id=public_id,
            actor=actor,
            version=self.cleaned_data["version"],
            reason=self.cleaned_data["rejection_reason"],
            now=now,
        )


class OrderForm(StepForm):
    verb = Verb.ORDER

    order_number = _field_of_request(
        "order_number", required=True, help_text=_("As it stands on the customer's order.")
    )

    def perform(self, *, public_id: UUID, actor: User, now: datetime) -> RentalRequest:
        return handling.enter_order_number(
            public_id=public_id,
            actor=actor,
            version=self.cleaned_data["version"],
            order_number=self.cleaned_data["order_number"],
            now=now,
        )


FORMS: Mapping[Verb, type[StepForm]] = {
    form.verb: form for form in (ClaimForm, ReleaseForm, PlanForm, ConfirmForm, RejectForm, OrderForm)
}


def blank_form(verb: Verb, request: RentalRequest) -> StepForm:
    """The form of a verb as the page about `request` first shows it."""
    initial: dict[str, object] = {"version": request.version}
    if verb == Verb.PLAN:
        initial |= {
            "planned_station": request.planned_station or request.pick_up_station,
            "planned_group": request.planned_group,
            "planned_plate": request.planned_plate,
            "planned_note": request.planned_note,
        }
    if verb == Verb.ORDER:
        initial["order_number"] = request.order_number
    return FORMS[verb](initial=initial, auto_id=f"{verb.value}-%s")


def filled_form(verb: Verb, values: Mapping[str, Any]) -> StepForm:
    """The form of a verb with what somebody filled in."""
    return FORMS[verb](values, auto_id=f"{verb.value}-%s")
