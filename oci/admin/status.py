"""A connection's way to another status: what its button says, and the page behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oci.admin.standing import find_needs
from oci.domain.connections import StatusError, change_status
from oci.enums import Status
from tenants.admin.views.confirmation import ConfirmationView

# Status to go to -> what its button says, its icon, the action in the audit log.
STATUS_BUTTONS = {
    Status.TEST: (_("Put in test"), "view", "oci.put_in_test"),
    Status.LIVE: (_("Put live"), "check", "oci.put_live"),
    Status.OFF: (_("Switch off"), "lock", "oci.switch_off"),
}


class StatusView(ConfirmationView):
    """Take a connection to another status. What is missing for it is named instead of the button."""

    template_name = "oci/admin/status.html"
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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        needs = find_needs(connection=self.object, status=self.status, now=timezone.now())
        return super().get_context_data(needs=needs, **kwargs)
