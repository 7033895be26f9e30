"""What the benchmarks run on: the console, two customers, and a live connection of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import django

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Buyer:
    """The customer's side: where to call, with which parameters."""

    host: str
    entry: str
    parameters: dict[str, str]
    choice: dict[str, str]


def prepare() -> Buyer:
    """Set Django up and fill the database."""
    django.setup()

    from django.core.management import call_command
    from django.utils import timezone

    from oci.domain.credentials import create_credential
    from oci.models import Connection, ReturnOrigin
    from oci.models.connection import MOST_CALLS
    from tenants.context import use_customer
    from tenants.domain.provisioning import create_customer
    from tenants.models import Customer

    call_command("migrate_all", verbosity=0)
    create_customer(slug="console", name="Console", kind=Customer.Kind.CONSOLE)
    create_customer(slug="globex", name="Globex")
    acme = create_customer(slug="acme", name="Acme").customer
    with use_customer(acme):
        connection = Connection.objects.get()
        ReturnOrigin.objects.create(connection=connection, origin="https://erp.acme.example")
        # So many calls as here come from one address nowhere else.
        Connection.objects.update(
            status="live", calls_per_minute=MOST_CALLS, address_calls_per_minute=MOST_CALLS
        )
        made = create_credential(connection=connection, username="bench", now=timezone.now())
        chosen = choice()
    return Buyer(
        host=acme.primary_host,
        entry=f"/oci/{connection.slug}/",
        parameters={
            made.credential.username_parameter: "bench",
            made.credential.password_parameter: made.secret,
            "HOOK_URL": "https://erp.acme.example/oci?session=1",
            "oci_usermail": "anna.devries@acme.example",
            "oci_userfullname": "Anna de Vries",
            "cost_centre": "4711",
        },
        choice=chosen,
    )


def choice() -> dict[str, str]:
    """The first vehicle of the offering, for a Tuesday and Wednesday in the week after next."""
    from catalog.models import Station, VehicleClass

    today = date.today()  # noqa: DTZ011  # the day on any clock will do
    tuesday = today + timedelta(days=14 + (1 - today.weekday()) % 7)
    return {
        "pick_up_date": f"{tuesday:%d-%m-%Y}",
        "pick_up_time": "09:00",
        "return_date": f"{tuesday + timedelta(days=1):%d-%m-%Y}",
        "return_time": "17:00",
        "pick_up_station": Station.objects.all()[0].code,
        "vehicle_class": VehicleClass.objects.all()[0].code,
        "driver": "self",
    }
