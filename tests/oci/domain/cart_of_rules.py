"""A request, and the one line of its cart by some rules."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from catalog.domain.pricing import Band, make_quote
from catalog.models import Station, VehicleClass
from oci.domain.cart_rules import CartRules
from oci.domain.lines import build_items
from oci.domain.value_tables import Table
from oci.enums import Source
from oci.models import CartField, Connection
from oci.protocol.cart import Item
from reservations.models import RentalRequest


def make_request(**changes: Any) -> RentalRequest:
    quote = make_quote(
        class_code="CDMR",
        bands=[Band(1, Decimal("41.83"), 100, Decimal("0.25"))],
        days=3,
        currency="EUR",
        vat_percentage=Decimal(21),
    )
    values: dict[str, Any] = {
        "reference": "ACME-26-000123",
        "requester_name": "Jan de Vries",
        "requester_email": "jan@acme.example",
        "driver_name": "Zoë Łukasz",
        "driver_email": "zoe@acme.example",
        "driver_phone": "+31 6 1234",
        "vehicle_class": VehicleClass(
            code="CDMR",
            acriss="CDMR",
            article_number="7700-C",
            examples="VW Golf, Opel Astra",
            name_en="Compact",
        ),
        "class_code": "CDMR",
        "class_name": "Compact",
        "wish": "automatic",
        "note": "first line\nsecond line",
        "purchase_number": "4500012345",
        "cost_centre": "4711",
        "project": "",
        "pick_up_at": datetime(2026, 12, 31, 8, 30, tzinfo=UTC),
        "return_at": datetime(2027, 1, 3, 22, 59, 59, tzinfo=UTC),
        "pick_up_station": Station(code="UTR", name="Utrecht", time_zone="Europe/Amsterdam"),
        "return_station": Station(code="LON", name="London", time_zone="Europe/London"),
        "quote": quote.as_json(),
        "net_total": quote.net_total,
        "currency": "EUR",
        "language": "en",
        "registered_at": datetime(2026, 11, 24, 23, 30, tzinfo=UTC),
        "reference_fields": [{"key": "wbs", "label": "WBS", "value": "P-1"}],
    }
    return RentalRequest(**{**values, **changes})


def build(
    *rules: CartField,
    request: RentalRequest | None = None,
    charset: str = "UTF-8",
    tables: dict[int, Table] | None = None,
    parameters: dict[str, str] | None = None,
    **options: Any,
) -> Item:
    (item,) = build_items(
        rental_request=request or make_request(),
        connection=Connection(**options),
        charset=charset,
        rules=CartRules(rules, tables or {}),
        parameters=parameters or {"SessionKey": "s-1"},
    )
    return item


def field(kind: Source, source: str, name: str = "CUST_FIELD5", **options: Any) -> CartField:
    return CartField(field=name, kind=kind, source=source, **options)
