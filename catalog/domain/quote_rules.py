"""The rule that made a line of a quote: stored without language, put into words when it is read.

    rate:CDMR:7             the rate of class CDMR from 7 days
    extra:SEAT:per_day      the price of extra SEAT per day; per_rental: per rental; cap: its maximum per rental
    delivery:UTRECHT        the delivery rule UTRECHT, for either trip
    one_way:AMS:*           the one-way fee from station AMS to any

A rule that was ever stored keeps its words for good.
"""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

ANY = "*"
CAP = "cap"
MEASURES = {
    "per_day": _("Extra %(code)s, price per day"),
    "per_rental": _("Extra %(code)s, price per rental"),
    CAP: _("Extra %(code)s, maximum per rental"),
}


def build_rate_rule(*, class_code: str, from_days: int) -> str:
    return f"rate:{class_code}:{from_days}"


def build_extra_rule(*, code: str, measure: str) -> str:
    """`measure` is a value of `ExtraPricing`, or CAP where the maximum was reached."""
    return f"extra:{code}:{measure}"


def build_delivery_rule(*, code: str) -> str:
    return f"delivery:{code}"


def build_one_way_rule(*, from_station: str | None, to_station: str | None) -> str:
    """Stations by code; None is any."""
    return f"one_way:{from_station or ANY}:{to_station or ANY}"


def rule_text(rule: str) -> str:
    """The rule in words, in the active language; one of a later version as it is stored."""
    match rule.split(":"):
        case ["rate", code, from_days]:
            days = int(from_days)
            return ngettext(
                "Rate of %(code)s from %(days)d day", "Rate of %(code)s from %(days)d days", days
            ) % {"code": code, "days": days}
        case ["extra", code, measure] if measure in MEASURES:
            return str(MEASURES[measure]) % {"code": code}
        case ["delivery", code]:
            return gettext("Delivery rule %(code)s") % {"code": code}
        case ["one_way", start, end]:
            return gettext("One-way fee from %(from)s to %(to)s") % {
                "from": _station(start),
                "to": _station(end),
            }
    return rule


def _station(code: str) -> str:
    return gettext("any station") if code == ANY else code
