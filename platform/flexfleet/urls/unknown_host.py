"""A host that is no customer's: every address says so."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt


def unknown_host(request: HttpRequest) -> HttpResponse:
    return render(request, "flexfleet/unknown_host.html", status=404)


# Exempt because a buyer's system posts from its own origin, and nothing is changed here.
urlpatterns = [re_path(r"", csrf_exempt(unknown_host))]
