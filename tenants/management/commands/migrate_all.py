from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import module_has_submodule

from tenants.context import use_public
from tenants.domain.migrations import migrate, outdated_customers


class Command(BaseCommand):
    help = "Migrate the shared tables, then every schema that is behind. Stopped half-way, it goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--processes", type=int, default=os.cpu_count() or 1, help="schemas at the same time"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with use_public():
            # The other apps have no tables here, and going through their migrations all the same takes seconds.
            for label in _shared_labels():
                call_command("migrate_schema", label, verbosity=options["verbosity"], interactive=False)
        behind = outdated_customers()
        failed = []
        for number, outcome in enumerate(migrate(behind, processes=options["processes"]), start=1):
            self.stdout.write(f"{number}/{len(behind)} {outcome.slug} {outcome.error or 'ok'}")
            if outcome.error:
                failed.append(outcome.slug)
        if failed:
            raise CommandError(f"Not up to date: {', '.join(failed)}. All others are.")
        self.stdout.write(f"{len(behind)} migrated, all schemas are up to date")


def _shared_labels() -> list[str]:
    return [
        config.label
        for config in apps.get_app_configs()
        if config.name in settings.SHARED_APPS and module_has_submodule(config.module, "migrations")
    ]
