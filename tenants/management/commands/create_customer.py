from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tenants.domain.provisioning import ProvisioningError, create_customer


class Command(BaseCommand):
    help = "Make a customer with a working default configuration and print what its administrator needs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name: the first part of the web address, for example acme")
        parser.add_argument("name", help="the organisation's name")
        parser.add_argument("--host", default="", help="full host name; default <slug>.<PUBLIC_DOMAIN>")
        parser.add_argument("--language", default="nl", choices=[code for code, _name in settings.LANGUAGES])

        parser.add_argument(
            "--contact-email",
            default="",
            help="where replies to employees' mails go; default the sender's address",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = create_customer(
                slug=options["slug"],
                name=options["name"],
                host=options["host"],
                language=options["language"],
                contact_email=options["contact_email"],
            )
        except ProvisioningError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made.customer.name}: {made.customer.url('/admin/')}")
        for label, value in made.shown_once.items():
            self.stdout.write(f"{label}: {value}")
