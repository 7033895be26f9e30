"""The signed-in person's own pages: preferences, and the way out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.views import account

from tenants.context import current_customer
from tenants.models import Customer


class AccountView(account.AccountView):
    """Language, time zone and theme; at the console the password too. Name and address are an administrator's.

    Wagtail's other panels are left out: one edits columns that our users do not have, and the rest is about pages.
    """

    panel_classes = (
        account.LocaleSettingsPanel,
        account.ThemeSettingsPanel,
        account.ChangePasswordPanel,
    )

    def get_panels(self) -> list[Any]:
        profile = account.UserProfile.get_for_user(self.request.user)
        panels = [panel(self.request, self.request.user, profile) for panel in self.panel_classes]
        return [panel for panel in panels if panel.is_active()]


class LogoutView(account.LogoutView):
    """Ends this host's session. From a customer it leads to the console's front page.

    Never through the login page here: that one would hand over again at once.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Wagtail's deletes the cookie whatever the method, so a picture on another page could sign people out.
        if request.method != "POST":
            return self.http_method_not_allowed(request)
        return super().dispatch(request, *args, **kwargs)

    @property
    def next_page(self) -> str:
        here = current_customer()
        if here.is_console:
            return "wagtailadmin_login"
        return Customer.objects.get(kind=Customer.Kind.CONSOLE).url()
