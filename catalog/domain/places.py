"""Where a rental can begin and end, all of it in one statement: stations, delivery rules and one-way fees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from catalog.domain.addresses import Trip, fee_of
from catalog.domain.reading import Row, exact, price, with_hours
from catalog.models import DeliveryRule, OneWayFee, Station


@dataclass(frozen=True, slots=True)
class Places:
    """`stations` to choose from and `rules`, both in the account manager's order; `fees` of one-way rentals.

    A station that employees cannot choose may well deliver.
    """

    stations: tuple[Station, ...]
    rules: tuple[DeliveryRule, ...]
    fees: tuple[OneWayFee, ...]

    def offers(self, trip: Trip) -> bool:
        """Whether there is an address at all to which this trip is made."""
        return any(fee_of(rule, trip=trip) is not None for rule in self.rules)


def list_places() -> Places:
    """One statement, however many there are."""
    rules = DeliveryRule.objects.filter(is_active=True, station=OuterRef("pk"))
    drawn = rules.values(
        row=JSONObject(
            id="id",
            code="code",
            name="name",
            country="country",
            postcodes="postcodes",
            delivery_fee=exact("delivery_fee"),
            collection_fee=exact("collection_fee"),
            lead_hours="lead_hours",
            position="position",
        )
    )
    # Each fee once, but for the one that names no station: it comes with every station.
    from_here = Q(from_station=OuterRef("pk"))
    from_anywhere = Q(from_station=None) & (Q(to_station=OuterRef("pk")) | Q(to_station=None))
    fees = OneWayFee.objects.filter(from_here | from_anywhere).values(
        row=JSONObject(id="id", from_station="from_station_id", to_station="to_station_id", fee=exact("fee"))
    )
    read = with_hours(Station.objects.filter(Q(is_active=True) | Exists(rules)))
    found = list(read.annotate(rule_rows=ArraySubquery(drawn), fee_rows=ArraySubquery(fees)))
    return Places(
        stations=tuple(station for station in found if station.is_active),
        rules=tuple(sorted(_rules(found), key=_order)),
        fees=tuple(_fees(found)),
    )


def _rules(stations: Sequence[Station]) -> Iterator[DeliveryRule]:
    for station in stations:
        rows: list[Row] = vars(station)["rule_rows"]
        for row in rows:
            fees = {name: price(row.pop(name)) for name in ("delivery_fee", "collection_fee")}
            yield DeliveryRule(station=station, **fees, **row)


def _order(rule: DeliveryRule) -> tuple[bool, int, str]:
    """As the model orders them: a new rule has no position yet, and comes last."""
    return rule.position is None, rule.position or 0, rule.code


def _fees(stations: Sequence[Station]) -> Iterator[OneWayFee]:
    by_key = {station.pk: station for station in stations}
    seen: set[int] = set()
    for station in stations:
        rows: list[Row] = vars(station)["fee_rows"]
        for row in rows:
            ends = [row["from_station"], row["to_station"]]
            # A way from or to a station that is not offered is nobody's.
            if row["id"] in seen or any(end is not None and end not in by_key for end in ends):
                continue
            seen.add(row["id"])
            start, end = (None if key is None else by_key[key] for key in ends)
            yield OneWayFee(id=row["id"], from_station=start, to_station=end, fee=Decimal(row["fee"]))
