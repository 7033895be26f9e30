"""System checks of the tenancy: what would mix customers stops the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def check_caches(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """tenants.E001: every cache alias keeps customers apart."""
    return [
        Error(
            f"The cache {alias!r} mixes customers: its KEY_FUNCTION must be django_tenants.cache.make_key.",
            id="tenants.E001",
        )
        for alias, options in settings.CACHES.items()
        if options.get("KEY_FUNCTION") != "django_tenants.cache.make_key"
    ]


@register()
def check_shared_and_tenant_apps(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """tenants.E002: no table lives both in `public` and in customers' schemas: a missing one would go unnoticed."""
    return [
        Error(f"{app} is in SHARED_APPS and in TENANT_APPS; it must be in one.", id="tenants.E002")
        for app in sorted(set(settings.SHARED_APPS) & set(settings.TENANT_APPS))
    ]


@register()
def check_search_path_is_set_once(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """tenants.E003: without TENANT_LIMIT_SET_CALLS half of all statements set the search path."""
    if settings.TENANT_LIMIT_SET_CALLS:
        return []
    return [Error("TENANT_LIMIT_SET_CALLS must be True.", id="tenants.E003")]


@register()
def check_media_paths(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """tenants.E004: uploaded files lie in a folder of their customer's own."""
    backend = settings.STORAGES["default"]["BACKEND"]
    if backend == "django_tenants.files.storage.TenantFileSystemStorage":
        return []
    return [Error(f"{backend} keeps all customers' files in one folder.", id="tenants.E004")]


@register()
def check_tasks_run_at_once(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """tenants.E005: Wagtail's own tasks run where they were started, in their customer's schema."""
    backend = settings.TASKS["default"]["BACKEND"]
    if backend.endswith("ImmediateBackend"):
        return []
    return [Error(f"{backend} runs Wagtail's tasks outside the customer's schema.", id="tenants.E005")]
