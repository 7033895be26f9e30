"""The fee for returning a vehicle elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.domain.queries import one_way_fees
from catalog.domain.quote import LineKind
from catalog.domain.quote_rules import build_one_way_rule
from catalog.domain.surcharges import Fee
from catalog.models import OneWayFee, Station


def find_one_way_fee(
    *, pick_up: Station, return_: Station, fees: Iterable[OneWayFee] | None = None
) -> Fee | None:
    """The fee of this way; None where the vehicle stays at its station, or no fee is agreed.

    One statement for another station, unless `fees` have been read (`list_places`); else none.
    """
    if pick_up == return_:
        return None
    if fees is None:
        fees = one_way_fees(from_station=pick_up, to_station=return_)
    fitting = [
        fee for fee in fees if fee.from_station in (None, pick_up) and fee.to_station in (None, return_)
    ]
    fee = max(fitting, key=_names_most, default=None)
    if fee is None:
        return None
    return Fee(
        kind=LineKind.ONE_WAY,
        amount=fee.fee,
        rule=build_one_way_rule(
            from_station=fee.from_station.code if fee.from_station else None,
            to_station=fee.to_station.code if fee.to_station else None,
        ),
    )


def _names_most(fee: OneWayFee) -> tuple[bool, bool]:
    return fee.from_station is not None, fee.to_station is not None
