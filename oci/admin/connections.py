from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, re_path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from oci.admin.credentials import CredentialsView, EndCredentialView
from oci.admin.forms import ConnectionForm
from oci.domain.connections import STEPS, StatusError, change_status, find_missing
from oci.enums import Status
from oci.models import Connection
from tenants.admin.views.confirmation import ConfirmationView

INBOUND = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
            FieldRowPanel([FieldPanel("method"), FieldPanel("charset")]),
            FieldRowPanel([FieldPanel("hook_url_parameter"), FieldPanel("cancel_parameter")]),
            FieldPanel("session_minutes"),
            FieldPanel("frame_origins"),
        ],
        heading=_("The call"),
    ),
    InlinePanel(
        "mappings",
        heading=_("Parameters"),
        label=_("Parameter"),
        help_text=_("What the buyer's system sends, and what it feeds. Names are compared without case."),
        panels=[
            FieldRowPanel([FieldPanel("parameter"), FieldPanel("feeds")]),
            FieldRowPanel([FieldPanel("required"), FieldPanel("shown")]),
            FieldRowPanel([FieldPanel("label_nl"), FieldPanel("label_en")]),
            FieldRowPanel([FieldPanel("label_de"), FieldPanel("label_fr")]),
        ],
    ),
]

RETURN = [
    InlinePanel(
        "return_origins",
        heading=_("Return addresses"),
        label=_("Return address"),
        help_text=_("Where employees may be sent back to. What is not listed and accepted is refused."),
        panels=[
            FieldRowPanel([FieldPanel("origin"), FieldPanel("path_prefix")]),
            FieldPanel("accepted"),
        ],
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("auto_submit"), FieldPanel("allow_http"), FieldPanel("allow_sap_event")]
            ),
            FieldRowPanel([FieldPanel("target"), FieldPanel("oci_version")]),
            FieldRowPanel([FieldPanel("hook_query"), FieldPanel("cancel_rule")]),
        ],
        heading=_("The return"),
    ),
]

CART = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("vendor_number"), FieldPanel("material_group")]),
            FieldRowPanel([FieldPanel("unit"), FieldPanel("day_unit")]),
            FieldPanel("vendor_material"),
            FieldPanel("unpriced"),
        ],
        heading=_("The shopping cart"),
    ),
]

# Status to go to -> what its button says, its icon, the action in the audit log.
STATUS_BUTTONS = {
    Status.TEST: (_("Put in test"), "view", "oci.put_in_test"),
    Status.LIVE: (_("Put live"), "check", "oci.put_live"),
    Status.OFF: (_("Switch off"), "lock", "oci.switch_off"),
}


class IndexView(generic.IndexView):
    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            self._get_title_column("name"),
            Column("slug", label=_("Address"), accessor=entry_path, sort_key="slug"),
            StatusTagColumn(
                "get_status_display",
                label=_("Status"),
                sort_key="status",
                primary=lambda connection: connection.status == Status.LIVE,
            ),
            Column("get_method_display", label=_("Method"), sort_key="method"),
        ]


class EditView(generic.EditView):
    """The form, below where the connection stands, where it is called and what comes next."""

    template_name = "oci/admin/connection.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The first step is the one forward; back and off are in the menu.
        step = STEPS[Status(self.object.status)][0]
        forward = step if self.object.status in (Status.DRAFT, Status.TEST) else None
        missing = find_missing(connection=self.object, status=forward, now=timezone.now()) if forward else []
        return super().get_context_data(
            entry_path=entry_path(self.object),
            missing=missing,
            next_step=self._step_button(step) if forward else None,
            **kwargs,
        )

    def _step_button(self, status: Status) -> Button:
        label, icon, _action = STATUS_BUTTONS[status]
        url = reverse("connections:status", args=[self.object.pk, status.value])
        return Button(label, url=url, icon_name=icon)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse("connections:credentials", args=[self.object.pk])
        return [HeaderButton(_("Credentials"), url=url, icon_name="key")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = list(super().header_more_buttons)
        buttons += [self._step_button(status) for status in STEPS[Status(self.object.status)]]
        return buttons

    def get_success_url(self) -> str:
        url: str = self.get_edit_url()
        return url


class AddView(generic.CreateView):
    def get_success_url(self) -> str:
        url: str = self.get_edit_url()
        return url


class StatusView(ConfirmationView):
    """Take a connection to another status."""

    success_message = _("The status of %(object)s is changed.")
    refusals = (StatusError,)
    explanations = {
        Status.TEST: _("%(object)s takes calls. Unknown return addresses are refused and proposed to you."),
        Status.LIVE: _("%(object)s takes calls, and returns to accepted addresses only."),
        Status.OFF: _("%(object)s refuses every call. Employees read that they are to turn to you."),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.status = Status(kwargs["status"])
        self.page_title, _icon, self.log_action = STATUS_BUTTONS[self.status]
        self.button_label = self.page_title
        self.explanation = self.explanations[self.status]
        return super().dispatch(request, *args, **kwargs)

    def perform(self) -> None:
        change_status(connection=self.object, status=self.status, now=timezone.now())


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
    search_fields = ("name", "slug")
    list_filter = ("status",)
    edit_handler = TabbedInterface(
        [
            ObjectList(INBOUND, heading=_("Inbound")),
            ObjectList(RETURN, heading=pgettext_lazy("cart", "Return")),
            ObjectList(CART, heading=_("Cart")),
        ],
        base_form_class=ConnectionForm,
    )
    inspect_view_fields = (
        "name",
        "slug",
        "status",
        "method",
        "hook_url_parameter",
        "cancel_parameter",
        "charset",
        "allow_http",
        "allow_sap_event",
        "frame_origins",
        "session_minutes",
        "oci_version",
        "target",
        "auto_submit",
        "hook_query",
        "cancel_rule",
        "unit",
        "day_unit",
        "vendor_number",
        "material_group",
        "vendor_material",
        "unpriced",
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(usage_url_name=ViewSet.UNDEFINED, **kwargs)
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/credentials/", self.construct_view(CredentialsView), name="credentials"),
            path(
                "<int:pk>/credentials/<int:credential>/end/",
                self.construct_view(EndCredentialView),
                name="end_credential",
            ),
            re_path(
                rf"^(?P<pk>\d+)/(?P<status>{'|'.join(STATUS_BUTTONS)})/$",
                self.construct_view(StatusView),
                name="status",
            ),
        ]


def entry_path(connection: Connection) -> str:
    return reverse("oci:entry", args=[connection.slug])
