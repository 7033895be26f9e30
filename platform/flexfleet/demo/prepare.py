"""Everything in the demo that needs Django and is done before pages are served: tables, and data at the first start.

Run by `flexfleet.demo.runner` as a process of its own.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from pathlib import Path

import django
from django.conf import settings

from flexfleet.demo.output import say


def prepare() -> None:
    """Bring the tables up to date, fill them at the first start, and write the record of what is there."""
    from django.core.management import call_command  # the settings must be there first
    from django.utils import timezone

    from flexfleet.demo.record import write_record
    from flexfleet.demo.secrets import Secrets
    from flexfleet.demo.seed import seed
    from tenants.models import Customer

    var: Path = settings.VAR_DIR
    secrets = Secrets(var / "demo-secrets.json")
    say("Bringing the tables up to date")
    call_command("migrate_all", verbosity=0, stdout=io.StringIO())
    if not Customer.objects.exists():
        say("Filling the database, once")
        seed(secrets=secrets, now=timezone.now())
    elif not (var / "demo-secrets.json").exists():
        sys.exit("This database is filled already, and its passwords are not in var/. Use an empty one.")
    write_record(var / ".demo.json", secrets=secrets, mail_dir=settings.MAIL_DIR)


if __name__ == "__main__":
    # The runner ends us, also on Ctrl-C; there is nothing to say about it and the transaction is undone.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flexfleet.settings")
    django.setup()
    prepare()
