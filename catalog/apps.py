from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = _("Offering")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are not there before the registry is ready.
        from catalog.domain.starter import on_customer_provisioned
        from tenants.signals import customer_provisioned

        customer_provisioned.connect(on_customer_provisioned, dispatch_uid="catalog.starter")
