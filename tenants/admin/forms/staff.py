from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.formsets import BaseFormSetMixin

from tenants.models import Customer, StaffMember
from tenants.roles import Role


class RoleForm(forms.Form):
    """One role: at a customer, or at all of them."""

    customer = forms.TypedChoiceField(label=_("Customer"), required=False, empty_value=None)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.OPERATIONS)

    def __init__(self, *args: Any, customers: dict[str, Customer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A row that is left as it was offered is a role all the same.
        self.empty_permitted = False
        field = self.fields["customer"]
        assert isinstance(field, forms.TypedChoiceField)
        # Given from outside, because a model's choice field would ask the database once for each row.
        field.choices = [("", _("All customers")), *((pk, one.name) for pk, one in customers.items())]
        field.coerce = partial(_customer, customers)


def _customer(customers: dict[str, Customer], pk: object) -> Customer:
    """The customer with this key; a ValueError, which the field expects, for any other text."""
    if str(pk) not in customers:
        raise ValueError(pk)
    return customers[str(pk)]


class BaseRoleFormSet(BaseFormSetMixin, forms.BaseFormSet[RoleForm]):
    """The roles of one staff member, at most one for each customer."""

    def clean(self) -> None:
        if any(self.errors):
            return
        customers = [form.cleaned_data["customer"] for form in self._kept()]
        if not customers:
            raise forms.ValidationError(
                _("Give at least one role; without one there is nothing to sign in for.")
            )
        if len(set(customers)) < len(customers):
            raise forms.ValidationError(_("Give one role for each customer, and one for all customers."))

    @property
    def roles(self) -> dict[Customer | None, Role]:
        """The role by customer (None: all customers)."""
        return {form.cleaned_data["customer"]: Role(form.cleaned_data["role"]) for form in self._kept()}

    def _kept(self) -> list[RoleForm]:
        return [form for form in self.forms if not form.cleaned_data["DELETE"]]


RoleFormSet = forms.formset_factory(RoleForm, formset=BaseRoleFormSet, extra=0, can_delete=True)


class StaffForm(forms.ModelForm[StaffMember]):
    """A staff member with the roles, which the page shows as rows."""

    class Meta:
        model = StaffMember
        fields = ("name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        customers = Customer.objects.filter(kind=Customer.Kind.CUSTOMER).exclude(
            status=Customer.Status.CLOSED
        )
        self.roles = RoleFormSet(
            self.data or None,
            prefix="roles",
            initial=self._roles_held(),
            form_kwargs={"customers": {str(customer.pk): customer for customer in customers}},
        )

    def is_valid(self) -> bool:
        # Both are asked, so that all errors are shown at once.
        return all([super().is_valid(), self.roles.is_valid()])

    def _post_clean(self) -> None:
        """The model's own checks are the domain's to make, once."""

    def _roles_held(self) -> list[dict[str, Any]]:
        if self.instance._state.adding:
            return [{}]
        memberships = self.instance.memberships.order_by("customer__name")
        return [{"customer": held.customer_id, "role": held.role} for held in memberships]
