"""A customer's own host: the punch-out doors, the employee's pages and this customer's admin."""

from __future__ import annotations

from django.urls import include, path, re_path

from flexfleet.views import media
from tenants.admin import urls as admin_urls
from tenants.admin.closed import closed
from tenants.views import hand_over

urlpatterns = [
    path("", include("oci.urls")),
    path("media/<str:schema>/<path:name>", media.serve, name="media"),
    path("hand-over/", hand_over.arrive, name="hand_over_arrive"),
    # Nobody has a password here: whoever is not signed in comes by way of the console.
    path("admin/login/", hand_over.to_console, name="hand_over_to_console"),
    re_path(r"^admin/password_reset/", closed),
    path("admin/", include(admin_urls)),
]
