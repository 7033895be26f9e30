from __future__ import annotations

from django.core.management.commands import migrate


class Command(migrate.Command):
    """Django's own `migrate`, which django-tenants shadows, for the one schema that is active."""

    help = "Migrate the active schema alone. `migrate_all` calls it for each schema that needs it."
