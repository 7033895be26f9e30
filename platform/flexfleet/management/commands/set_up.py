from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tenants.domain import template_schema
from tenants.domain.provisioning import create_customer
from tenants.domain.staff import StaffError, add_staff, give_role, sign_in_link
from tenants.models import Customer
from tenants.roles import Role


class Command(BaseCommand):
    help = "Make the console and its first administrator, and print where that one chooses a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the administrator's e-mail address, with which they sign in")
        parser.add_argument("name", help="the administrator's full name")

    def handle(self, *args: Any, **options: Any) -> None:
        if Customer.objects.filter(kind=Customer.Kind.CONSOLE).exists():
            raise CommandError("There is a console already. Its administrators take on staff there.")
        # Cannot be done inside a transaction.
        template_schema.prepare()
        try:
            with transaction.atomic():
                create_customer(slug="console", name="FlexFleet", kind=Customer.Kind.CONSOLE, language="en")
                staff = add_staff(email=options["email"], name=options["name"])
                give_role(staff=staff, role=Role.ADMINISTRATOR, customer=None)
                link = sign_in_link(staff=staff)
        except StaffError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{staff.name} chooses a password here, once: {link}")
