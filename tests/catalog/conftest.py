from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog.models import ClosedDay, Station, VehicleClass
from tenants.context import use_customer
from tenants.models import Customer


@pytest.fixture
def at_acme(acme: Customer) -> Iterator[Customer]:
    """Inside acme's schema, whose offering is empty: the test makes what it needs."""
    with use_customer(acme):
        ClosedDay.objects.all().delete()
        VehicleClass.objects.all().delete()
        Station.objects.all().delete()
        yield acme
