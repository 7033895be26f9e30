"""The doors that an employee's browser comes through."""

from __future__ import annotations

from django.urls import path, re_path

from oci.views import again, branding, entry, pages, reports

app_name = "oci"
# Apart, because a suspended customer's page wears the customer's colour too.
stylesheets = [
    re_path(r"^p/brand-(?P<colour>[0-9a-f]{6})\.css$", branding.stylesheet, name="brand"),
]
urlpatterns = [
    path("oci/<slug:connection>/", entry.entry, name="entry"),
    # A redirect to the slash would lose what was posted.
    path("oci/<slug:connection>", entry.entry),
    path("p/<uuid:public_id>/", pages.page, name="page"),
    path("p/<uuid:public_id>/book/", pages.book, name="book"),
    path("p/<uuid:public_id>/choices/", pages.choices, name="choices"),
    path("p/<uuid:public_id>/check/", pages.check, name="check"),
    path("p/<uuid:public_id>/register/", pages.register, name="register"),
    path("p/<uuid:public_id>/returned/", reports.returned, name="returned"),
    path("p/<uuid:public_id>/cancel/", pages.cancel, name="cancel"),
    path("p/<uuid:public_id>/again/", again.again, name="again"),
    path("p/<uuid:public_id>/again/returned/", reports.returned_again, name="returned_again"),
    *stylesheets,
]
