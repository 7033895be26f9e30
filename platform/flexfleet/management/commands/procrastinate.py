from __future__ import annotations

from typing import Any

from procrastinate.contrib.django.management.commands import procrastinate

from tenants.pooler import prove_default


class Command(procrastinate.Command):
    help = "procrastinate's own commands; `worker` first proves that the way to the database keeps customers apart."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["command"] == "worker":
            prove_default()
        super().handle(*args, **options)
