from __future__ import annotations

import pytest
from django.utils import translation

from catalog.domain.quote_rules import (
    CAP,
    build_delivery_rule,
    build_extra_rule,
    build_one_way_rule,
    build_rate_rule,
    rule_text,
)


@pytest.mark.parametrize(
    ("rule", "stored", "english", "dutch"),
    [
        (
            build_rate_rule(class_code="CDMR", from_days=1),
            "rate:CDMR:1",
            "Rate of CDMR from 1 day",
            "Tarief van CDMR vanaf 1 dag",
        ),
        (
            build_extra_rule(code="SEAT", measure="per_day"),
            "extra:SEAT:per_day",
            "Extra SEAT, price per day",
            "Extra SEAT, prijs per dag",
        ),
        (
            build_extra_rule(code="RAMP", measure="per_rental"),
            "extra:RAMP:per_rental",
            "Extra RAMP, price per rental",
            "Extra RAMP, prijs per huur",
        ),
        (
            build_extra_rule(code="SEAT", measure=CAP),
            "extra:SEAT:cap",
            "Extra SEAT, maximum per rental",
            "Extra SEAT, maximum per huur",
        ),
        (
            build_delivery_rule(code="UTC"),
            "delivery:UTC",
            "Delivery rule UTC",
            "Bezorgregel UTC",
        ),
        (
            build_one_way_rule(from_station="AMS", to_station=None),
            "one_way:AMS:*",
            "One-way fee from AMS to any station",
            "Kosten enkele reis van AMS naar elke vestiging",
        ),
    ],
)
def test_a_rule_is_stored_without_language_and_read_in_any(
    rule: str, stored: str, english: str, dutch: str
) -> None:
    texts = []
    for language in ("en", "nl"):
        with translation.override(language):
            texts.append(rule_text(rule))

    assert (rule, texts) == (stored, [english, dutch])


@pytest.mark.parametrize("rule", ["", "weather:rain", "extra:SEAT:per_moon"])
def test_a_rule_of_a_later_version_is_shown_as_it_is(rule: str) -> None:
    assert rule_text(rule) == rule
