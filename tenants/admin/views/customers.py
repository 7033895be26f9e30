"""The console's list of customers, and what can be done to one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BaseColumn, ButtonsColumnMixin, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton, ListingButton
from wagtail.log_actions import log

from tenants.admin.forms.customer import CustomerForm, NewCustomerForm
from tenants.admin.views.confirmation import ConfirmationView
from tenants.admin.views.refusals import RefusalMixin
from tenants.domain import template_schema
from tenants.domain.customers import CustomerError, reactivate, rename, suspend
from tenants.domain.hosts import HostError, set_hosts
from tenants.domain.provisioning import (
    HostUnusableError,
    ProfileRefusedError,
    Provisioned,
    SlugRefusedError,
    create_customer,
)
from tenants.domain.queue import with_open_count
from tenants.models import Customer

OPEN = pgettext_lazy("verb", "Open")


def open_url(customer: Customer) -> str:
    """The way into a customer's own admin, or nothing while its doors are closed."""
    if customer.status != Customer.Status.ACTIVE:
        return ""
    return reverse("hand_over_leave", args=[customer.slug])


class NameColumn(ButtonsColumnMixin, TitleColumn):
    """The name, leading into the customer, and the buttons."""

    def __init__(self, *, get_list_buttons: Any) -> None:
        super().__init__("name", label=_("Name"), sort_key="name", get_url=open_url)
        self.get_list_buttons = get_list_buttons

    def get_buttons(self, instance: Customer, parent_context: Any) -> list[Any]:
        buttons: list[Any] = self.get_list_buttons(instance)
        return buttons


class IndexView(generic.IndexView):
    default_ordering = "name"
    search_fields = ("name", "slug")
    paginate_by = 50

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            NameColumn(get_list_buttons=self.get_list_buttons),
            Column("host", label=_("Host"), accessor=_primary_host),
            StatusTagColumn(
                "get_status_display",
                label=_("Status"),
                sort_key="status",
                primary=lambda customer: customer.status == Customer.Status.ACTIVE,
            ),
            Column("open_count", label=_("Open requests"), sort_key="open_count"),
        ]

    def get_base_queryset(self) -> QuerySet[Customer]:
        customers = self.permission_policy.instances_user_has_permission_for(self.request.user, "view")
        return with_open_count(customers).prefetch_related("domains")

    def get_list_buttons(self, instance: Customer) -> list[Any]:
        buttons: list[Any] = super().get_list_buttons(instance)
        if url := open_url(instance):
            attrs = {"aria-label": _("Open %(name)s") % {"name": instance.name}}
            buttons.insert(0, ListingButton(OPEN, url=url, priority=1, attrs=attrs))
        return buttons


class AddView(RefusalMixin, generic.CreateView):
    form_class = NewCustomerForm
    refusals = {SlugRefusedError: "slug", HostUnusableError: "host", ProfileRefusedError: "name"}

    def form_valid(self, form: Any) -> HttpResponse:
        # Wagtail would save in a transaction, and the template of all schemas is built outside of any.
        template_schema.prepare()
        return super().form_valid(form)

    def save_instance(self) -> Customer:
        values = self.form.cleaned_data
        self.made: Provisioned = create_customer(
            slug=values["slug"],
            name=values["name"],
            host=values["host"],
            language=values["language"],
            contact_email=values["contact_email"],
        )
        log(self.made.customer, "wagtail.create")
        return self.made.customer

    def save_action(self) -> HttpResponse:
        """The page itself is the answer, not a redirect to it: what it shows is kept nowhere to be shown again."""
        context = {
            "header_title": self.made.customer.name,
            "breadcrumbs_items": self.get_breadcrumbs_items(),
            "header_icon": self.header_icon,
            "customer": self.made.customer,
            "admin_url": self.made.customer.url("/admin/"),
            "open_url": open_url(self.made.customer),
            "edit_url": self.get_edit_url(),
            "shown_once": self.made.shown_once,
        }
        return TemplateResponse(self.request, "tenants/admin/customer_created.html", context)


class EditView(RefusalMixin, generic.EditView):
    form_class = CustomerForm
    refusals = {CustomerError: "name", HostError: "host"}

    def get_queryset(self) -> QuerySet[Customer]:
        customers: QuerySet[Customer] = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        return customers

    def save_instance(self) -> Customer:
        customer, values = Customer.objects.get(pk=self.object.pk), self.form.cleaned_data
        rename(customer=customer, name=values["name"])
        set_hosts(customer=customer, primary=values["host"], others=values["other_hosts"])
        log(customer, "wagtail.edit")
        return customer

    def get_success_url(self) -> str:
        url: str = self.get_edit_url()
        return url

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = open_url(self.object)
        return [HeaderButton(OPEN, url=url, icon_name="arrow-right")] if url else []

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if self.object.status == Customer.Status.ACTIVE:
            url = reverse("customers:suspend", args=[self.object.pk])
            return [Button(_("Suspend"), url=url, icon_name="lock")]
        url = reverse("customers:reactivate", args=[self.object.pk])
        return [Button(_("Reactivate"), url=url, icon_name="lock-open")]


class SuspendView(ConfirmationView):
    page_title = _("Suspend")
    explanation = _(
        "Employees who punch out to %(object)s will read that the service is not available, and staff cannot open it."
        " Requests, mail and settings stay as they are. You can reactivate it at any time."
    )
    button_label = _("Yes, suspend")
    success_message = _("%(object)s is suspended.")
    log_action = "tenants.suspend"

    def perform(self) -> None:
        suspend(customer=self.object)


class ReactivateView(ConfirmationView):
    page_title = _("Reactivate")
    explanation = _("%(object)s opens its doors again, exactly as they were.")
    button_label = _("Yes, reactivate")
    success_message = _("%(object)s is active again.")
    log_action = "tenants.reactivate"

    def perform(self) -> None:
        reactivate(customer=self.object)


def _primary_host(customer: Customer) -> str:
    """From the domains that the list has fetched for all its rows at once."""
    return next(str(domain) for domain in customer.domains.all() if domain.is_primary)
