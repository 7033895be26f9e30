from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, re_path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from catalog.admin.base import DeleteView as OfferingDeleteView
from catalog.admin.base import InspectView as OfferingInspectView
from oci.admin.cart_preview import CartPreviewView
from oci.admin.credentials import CredentialsView, EndCredentialView, EndSigningKeyView, SigningKeysView
from oci.admin.panels import CONNECTION, NEW_CONNECTION
from oci.admin.profiles import ProfileView
from oci.admin.standing import find_needs, find_to_arrange
from oci.admin.status import STATUS_BUTTONS, StatusView
from oci.domain.connections import STEPS
from oci.domain.profiles import apply_profile, profile_of
from oci.enums import Status
from oci.models import Connection
from reservations.admin.columns import TextColumn


class IndexView(generic.IndexView):
    # On a narrow screen each row is a block, as in the queue.
    table_classname = "listing queue"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            self._get_title_column("name"),
            StatusTagColumn(
                "get_status_display",
                label=_("Status"),
                sort_key="status",
                primary=lambda connection: connection.status == Status.LIVE,
            ),
            TextColumn("slug", label=_("Address"), accessor=entry_path, sort_key="slug"),
            TextColumn(
                "profile",
                label=_("Buyer's system"),
                accessor=lambda connection: profile_of(connection).name,
                sort_key="profile",
            ),
        ]


class EditView(generic.EditView):
    """The form, below where the connection stands, where it is called and what comes next."""

    template_name = "oci/admin/connection.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The first step is the one forward; back and off are in the menu.
        step = STEPS[Status(self.object.status)][0]
        forward = step if self.object.status in (Status.DRAFT, Status.TEST) else None
        now = timezone.now()
        return super().get_context_data(
            entry_path=entry_path(self.object),
            needs=find_needs(connection=self.object, status=forward, now=now) if forward else [],
            to_arrange=find_to_arrange(self.object) if forward else [],
            next_step=self._step_button(step) if forward else None,
            **kwargs,
        )

    def _step_button(self, status: Status) -> Button:
        label, icon, _action = STATUS_BUTTONS[status]
        url = reverse("connections:status", args=[self.object.pk, status.value])
        return Button(label, url=url, icon_name=icon)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        pages = (("credentials", _("Credentials"), "key"), ("profile", _("Use a profile"), "cogs"))
        return [
            HeaderButton(label, url=reverse(f"connections:{name}", args=[self.object.pk]), icon_name=icon)
            for name, label, icon in pages
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = list(super().header_more_buttons)
        buttons += [self._step_button(status) for status in STEPS[Status(self.object.status)]]
        return buttons

    def get_success_url(self) -> str:
        url: str = self.get_edit_url()
        return url

    def get_success_buttons(self) -> list[Any]:
        """None to this page, which comes next."""
        return []


class AddView(generic.CreateView):
    """Name, address and the buyer's system, which fills in the rest. The form that follows shows all of it."""

    def save_instance(self) -> Connection:
        connection: Connection = super().save_instance()
        apply_profile(connection=connection, profile=profile_of(connection))
        return connection

    def get_success_url(self) -> str:
        url: str = self.get_edit_url()
        return url

    def get_success_buttons(self) -> list[Any]:
        """None to this page, which comes next."""
        return []


class DeleteView(OfferingDeleteView):
    """Deletes what nobody has come in by; a visit keeps its connection."""

    protected_message = _(
        "“%(object)s” has had visits and cannot be deleted. Switch it off instead: it then refuses every call."
    )

    @property
    def confirmation_message(self) -> str:
        if not self.object.takes_calls:
            return str(super().confirmation_message)
        words = gettext(
            "%(object)s is “%(status)s”: calls to %(address)s would be refused from now on, and its credentials, "
            "keys and rules are gone for good. Switched off, it refuses calls too and can be put live again. "
            "Delete it all the same?"
        )
        values = {
            "object": self.object,
            "status": self.object.get_status_display(),
            "address": entry_path(self.object),
        }
        return words % values


class InspectView(OfferingInspectView):
    """Every option, for who may only look, and the rows of the connection as tables."""

    template_name = "oci/admin/connection_inspect.html"

    def get_profile_display_value(self) -> str:
        return profile_of(self.object).name


class ConnectionViewSet(ModelViewSet):
    """A customer's connections. Wagtail's copy would carry the ids of the inline rows along, so there is none."""

    model = Connection
    name = "connections"
    menu_label = _("Connections")
    icon = "link"
    menu_order = 100
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = IndexView
    add_view_class = AddView
    edit_view_class = EditView
    inspect_view_class = InspectView
    delete_view_class = DeleteView
    search_fields = ("name", "slug")
    list_filter = ("status",)
    edit_handler = CONNECTION
    # In the order of the form; docs/reference/connections.md has them all.
    inspect_view_fields = (
        "name",
        "slug",
        "status",
        "profile",
        "method",
        "charset",
        "hook_url_parameter",
        "cancel_parameter",
        "session_minutes",
        "frame_origins",
        "proof",
        "networks",
        "calls_per_minute",
        "address_calls_per_minute",
        "auto_submit",
        "allow_http",
        "allow_sap_event",
        "target",
        "oci_version",
        "hook_query",
        "cancel_rule",
        "redirect_origins",
        "return_minutes",
        "mails_return_link",
        "order_rule",
        "cart_lines",
        "quantity_rule",
        "unit",
        "day_unit",
        "vendor_number",
        "material_group",
        "vendor_material",
        "unpriced",
        "required_fields",
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(usage_url_name=ViewSet.UNDEFINED, **kwargs)
        return common

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        panel = NEW_CONNECTION.bind_to_model(Connection)
        added: dict[str, Any] = super().get_add_view_kwargs(
            panel=panel, form_class=panel.get_form_class(), **kwargs
        )
        return added

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/credentials/", self.construct_view(CredentialsView), name="credentials"),
            path(
                "<int:pk>/credentials/<int:credential>/end/",
                self.construct_view(EndCredentialView),
                name="end_credential",
            ),
            path(
                "<int:pk>/cart/",
                self.construct_view(CartPreviewView, form_class=self._edit_handler.get_form_class()),
                name="cart",
            ),
            path("<int:pk>/profile/", self.construct_view(ProfileView), name="profile"),
            path("<int:pk>/keys/", self.construct_view(SigningKeysView), name="keys"),
            path("<int:pk>/keys/<int:key>/end/", self.construct_view(EndSigningKeyView), name="end_key"),
            re_path(
                rf"^(?P<pk>\d+)/(?P<status>{'|'.join(STATUS_BUTTONS)})/$",
                self.construct_view(StatusView),
                name="status",
            ),
        ]


def entry_path(connection: Connection) -> str:
    return reverse("oci:entry", args=[connection.slug])
