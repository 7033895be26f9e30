"""What the demo's database holds, made by the same domain functions as everything else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from flexfleet.demo.secrets import Secrets
from flexfleet.demo.seed.buyers import BUYERS
from flexfleet.demo.seed.customers import create_buyer, create_console
from flexfleet.demo.seed.requests import create_requests
from flexfleet.demo.seed.staff import create_staff
from flexfleet.demo.seed.stories import STORIES
from tenants.context import use_customer
from tenants.domain import template_schema
from tenants.models import Customer


def seed(*, secrets: Secrets, now: datetime) -> None:
    """Fill an empty database: all of it or, when something ends it half-way, nothing."""
    # Cannot be done inside a transaction.
    template_schema.prepare()
    with transaction.atomic():
        create_console()
        for buyer in BUYERS:
            create_buyer(buyer, secrets=secrets, now=now)
        create_staff(secrets)
        for buyer in BUYERS:
            with use_customer(Customer.objects.get(slug=buyer.slug)):
                create_requests(buyer, STORIES[buyer.slug], secrets=secrets, now=now)
