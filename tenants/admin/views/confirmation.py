"""A change that takes one click more: a page that says what will happen, and a button that does it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log


class ConfirmationView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Subclasses say the words and override `perform`.

    `refusals` are the domain's errors, told by `tell`; `log_action` names the audit entry, and `perform` may set
    `log_data`, its particulars.
    """

    model: Any = None
    index_url_name = ""
    edit_url_name = ""
    permission_required = "change"
    template_name = "tenants/admin/confirm.html"
    explanation: str | Promise = ""
    button_label: str | Promise = ""
    success_message: str | Promise = ""
    log_action = ""
    log_data: dict[str, Any] | None = None
    refusals: ClassVar[tuple[type[Exception], ...]] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A policy that grants nothing gives an empty queryset: a stranger cannot tell which ids exist.
        rows = self.permission_policy.instances_user_has_permission_for(
            request.user, self.permission_required
        )
        self.object = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def perform(self) -> HttpResponse | None:
        """Do it; a response replaces the way back to the edit page."""
        raise NotImplementedError

    def tell(self, error: Exception) -> str:
        """What a refusal says to staff."""
        return str(error)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = self.perform()
        except self.refusals as error:
            messages.error(request, self.tell(error))
            return redirect(self.get_edit_url())
        log(self.object, self.log_action, data=self.log_data)
        if response is not None:
            return response
        messages.success(request, self.success_message % {"object": self.object})
        return redirect(self.get_edit_url())

    def get_edit_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": self.model._meta.verbose_name_plural.capitalize()},
            {"url": self.get_edit_url(), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            explanation=self.explanation % {"object": self.object}, back_url=self.get_edit_url(), **kwargs
        )
