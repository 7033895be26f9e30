"""Two customers with a buyer each."""

from __future__ import annotations

from typing import Any

import pytest

from oci.enums import Status
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import make_buyer
from tests.oci.fuzz.ground import FOREIGN, Ground

# So that a run of thousands of calls meets the doors and not the counter before them, which has tests of its own.
COUNTED: dict[str, Any] = {"calls_per_minute": 10_000, "address_calls_per_minute": 10_000}


@pytest.fixture
def ground(acme: Customer, globex: Customer) -> Ground:
    name, person, mail = FOREIGN
    with use_customer(globex):
        buyer = make_buyer(**COUNTED)
        buyer.connection.name = name
        buyer.connection.save(update_fields=["name"])
        buyer.open({"oci_userfullname": person, "oci_usermail": mail})
    with use_customer(acme):
        return Ground(acme, globex, make_buyer(status=Status.LIVE, **COUNTED))
