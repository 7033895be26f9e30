"""The doors that an employee's browser comes through."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "oci"
urlpatterns: list[URLPattern] = []
