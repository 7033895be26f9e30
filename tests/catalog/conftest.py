from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import clear_offering


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Whatever language the request of another test has left behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def at_acme(acme: Customer) -> Iterator[Customer]:
    """Inside acme's schema, whose offering is empty: the test makes what it needs."""
    with use_customer(acme):
        clear_offering()
        yield acme
