"""The console: where Europcar's staff sign in, and from where they go to a customer."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

from tenants.admin import urls as admin_urls
from tenants.views import hand_over

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    path("go/<slug:slug>/", hand_over.leave, name="hand_over_leave"),
    path("admin/", include(admin_urls)),
]
