"""Delivery, collection and one-way as a new customer starts with them: every Dutch postcode by the nearest station.

Fees are net, in euros: usual for a Dutch business account, agreed with nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from catalog.models import DeliveryRule, OneWayFee, Station

FEE_PER_TRIP = Decimal("59.00")
ONE_WAY_FEE = Decimal("35.00")
LEAD_HOURS = 24

# Station and the first two digits of the postcodes that it drives to.
AREAS = {
    "AMS": "10-21",
    "DHG": "22-27",
    "RTM": "28-33, 43-47",
    "UTC": "34-42",
    "EIN": "48-59",
    "MST": "60-64",
    "ZWO": "65-82",
    "GRQ": "83-99",
}


def delivery_rules(stations: Mapping[str, Station]) -> list[DeliveryRule]:
    """One for each station, by code."""
    return [
        DeliveryRule(
            code=code,
            name=stations[code].city,
            station=stations[code],
            postcodes=postcodes,
            delivery_fee=FEE_PER_TRIP,
            collection_fee=FEE_PER_TRIP,
            lead_hours=LEAD_HOURS,
            position=position,
        )
        for position, (code, postcodes) in enumerate(AREAS.items(), start=1)
    ]


def one_way_fee() -> OneWayFee:
    """From any station to any other."""
    return OneWayFee(fee=ONE_WAY_FEE)
