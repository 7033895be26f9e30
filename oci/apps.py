from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OciConfig(AppConfig):
    name = "oci"
    verbose_name = _("OCI")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are not there before.
        from oci.domain import starter
        from tenants.signals import customer_provisioned

        customer_provisioned.connect(starter.install, dispatch_uid="oci.starter")
