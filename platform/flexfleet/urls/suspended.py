"""A suspended customer's host: every address says so."""

from __future__ import annotations

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from oci.urls import stylesheets
from oci.views.problem import suspended_page

# Exempt because a buyer's system posts from its own origin, and nothing is changed here.
urlpatterns = [
    path("", include((stylesheets, "oci"))),
    re_path(r"", csrf_exempt(suspended_page)),
]
