from __future__ import annotations

from django.apps import AppConfig


class OciConfig(AppConfig):
    name = "oci"
    verbose_name = "OCI"
    default_auto_field = "django.db.models.BigAutoField"
