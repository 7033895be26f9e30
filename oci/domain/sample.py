"""A request that nobody made, to show what a connection's carts will look like. It is never saved.

It is of the customer's own first class and station, so that what the account manager sees is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from django.utils import translation

from catalog.domain.money import percentage_of
from catalog.domain.pricing import Band, make_quote
from catalog.domain.queries import offered_classes, offered_stations
from catalog.domain.quote import LineKind, Quote, QuoteLine, Unit
from catalog.models import Station, VehicleClass
from oci.domain.cart_rules import CartRules
from oci.enums import CartLines
from oci.models import Connection
from oci.placeholders import FIELD, PARAMETER
from oci.secret_names import is_credential
from reservations.models import RentalRequest
from reservations.reference import Reference, build_reference
from tenants.context import current_customer
from tenants.workspace.models import Profile

DAYS = 3
SENT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
PICK_UP, RETURN = datetime(2026, 12, 1, 8, 0, tzinfo=UTC), datetime(2026, 12, 4, 8, 0, tzinfo=UTC)
NUMBER = 123
# What stands for a value of the customer's own: short enough for every field.
OWN = "4711"
DELIVERY = QuoteLine(
    kind=LineKind.DELIVERY,
    quantity=Decimal(1),
    unit=Unit.TRIP,
    unit_price=Decimal("35.00"),
    amount=Decimal("35.00"),
    rule="delivery:*",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """The request, and the parameters that the call for it would have had."""

    rental_request: RentalRequest
    parameters: dict[str, str]


def make_sample(*, connection: Connection, rules: CartRules, language: str) -> Sample:
    """A request with every value that `rules` ask for; of a price per charge, with one charge. Five statements."""
    vehicle_class = offered_classes().first() or VehicleClass(code="CDMR", acriss="CDMR", name_en="Compact")
    station = offered_stations().first() or Station(code="AMS", name="Amsterdam")
    quote = _quote(vehicle_class, is_charged=connection.cart_lines == CartLines.PER_CHARGE)
    with translation.override(language):
        class_name = vehicle_class.name
    request = RentalRequest(
        reference=build_reference(
            Reference(prefix=current_customer().reference_prefix, year=SENT.year, number=NUMBER)
        ),
        requester_name="Jan de Vries",
        requester_email="jan.de.vries@example.com",
        driver_name="Anna Jansen",
        driver_email="anna.jansen@example.com",
        driver_phone="+31 6 12345678",
        vehicle_class=vehicle_class,
        class_code=vehicle_class.code,
        class_name=class_name,
        wish="Automatic",
        note="Please call on arrival.",
        pick_up_at=PICK_UP,
        return_at=RETURN,
        pick_up_station=station,
        return_station=station,
        quote=quote.as_json(),
        net_total=quote.net_total,
        currency=quote.currency,
        language=language,
        registered_at=SENT,
        reference_fields=[
            {"key": key, "label": key, "value": value} for key, value in _own(rules, FIELD).items()
        ],
        purchase_number=_own_value(rules, "purchase_number", OWN),
        cost_centre=_own_value(rules, "cost_centre", OWN),
        project=_own_value(rules, "project", OWN),
    )
    return Sample(request, _parameters(connection, rules))


def _quote(vehicle_class: VehicleClass, *, is_charged: bool) -> Quote:
    profile = Profile.load()
    rates = vehicle_class.rates.all() if vehicle_class.pk else ()
    quote = make_quote(
        class_code=vehicle_class.code,
        bands=[
            Band(rate.from_days, rate.price_per_day, rate.km_per_day, rate.price_extra_km) for rate in rates
        ],
        days=DAYS,
        currency=profile.currency,
        vat_percentage=profile.vat_percentage,
    )
    if quote.net_total is None or not is_charged:
        return quote
    net_total = quote.net_total + DELIVERY.amount
    vat_amount = percentage_of(net_total, quote.vat_percentage)
    return replace(
        quote,
        lines=(*quote.lines, DELIVERY),
        net_total=net_total,
        vat_amount=vat_amount,
        gross_total=net_total + vat_amount,
    )


def _parameters(connection: Connection, rules: CartRules) -> dict[str, str]:
    """What a call would have had for the cart to repeat; a credential is never repeated."""
    secret = {
        name.casefold()
        for credential in connection.credentials.all()
        for name in (credential.username_parameter, credential.password_parameter)
    }
    own = _own(rules, PARAMETER)
    return {
        name: value
        for name, value in own.items()
        if not is_credential(name) and name.casefold() not in secret
    }


def _own(rules: CartRules, prefix: str) -> dict[str, str]:
    """The customer's own names that rules ask for, with a value each."""
    names = dict.fromkeys(name for rule in rules.fields for name in rule.names if name.startswith(prefix))
    return {name.removeprefix(prefix): _own_value(rules, name, OWN) for name in names}


def _own_value(rules: CartRules, name: str, value: str) -> str:
    """`value`, or one that is in the value table which a rule puts this through."""
    tables = (rules.table_of(rule) for rule in rules.fields if rule.names == (name,))
    ours = (ours for table in tables if table for _theirs, ours in table.pairs if ours)
    return next(ours, value)
