"""What a policy has against a choice, in the customer's own words where it has some.

PolicyError
├── ClassNotAllowedError
├── PickUpSoonerThanAllowedError
├── PeriodLongerThanAllowedError
└── PriceNotAllowedError
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext

from catalog.domain.choice_errors import ChoiceError
from catalog.domain.dates import moment_text
from catalog.domain.local_time import wall_time_of, whole_minute_from
from catalog.domain.policy import Breach, Limit, Policy
from catalog.domain.wording import money_text, text_language
from catalog.models.texts import LANGUAGES

HOUR = timedelta(hours=1)


class PolicyError(ChoiceError):
    """A policy of the customer does not allow this."""


class ClassNotAllowedError(PolicyError):
    code = "POLICY_CLASS"

    def __init__(self, *, class_name: str, own: str) -> None:
        ours = gettext("Your organisation does not allow %(class)s for you. Choose another vehicle.")
        super().__init__(own or ours % {"class": class_name}, field="vehicle_class")


class PickUpSoonerThanAllowedError(PolicyError):
    code = "POLICY_PICK_UP_TOO_SOON"

    def __init__(self, *, lead: timedelta, earliest: datetime, own: str) -> None:
        hours = lead // HOUR
        ours = ngettext(
            "Your organisation asks you to book %(hours)d hour ahead. Choose a pick-up from %(earliest)s.",
            "Your organisation asks you to book %(hours)d hours ahead. Choose a pick-up from %(earliest)s.",
            hours,
        )
        words = {"hours": hours, "earliest": moment_text(earliest)}
        super().__init__(own or ours % words, field="pick_up")


class PeriodLongerThanAllowedError(PolicyError):
    code = "POLICY_PERIOD_TOO_LONG"

    def __init__(self, *, days: int, own: str) -> None:
        ours = ngettext(
            "Your organisation allows at most %(days)d day. Choose an earlier return.",
            "Your organisation allows at most %(days)d days. Choose an earlier return.",
            days,
        )
        super().__init__(own or ours % {"days": days}, field="return")


class PriceNotAllowedError(PolicyError):
    """The price per day, or that of the rental, is above the highest one."""

    code = "POLICY_PRICE"

    def __init__(self, *, class_name: str, price: str, is_per_day: bool, own: str) -> None:
        if is_per_day:
            ours = gettext(
                "%(class)s costs more than the %(price)s per day, without VAT, that your organisation allows. "
                "Choose another vehicle."
            )
        else:
            ours = gettext(
                "With %(class)s this rental costs more than the %(price)s, without VAT, that your organisation "
                "allows. Choose another vehicle or a shorter period."
            )
        super().__init__(own or ours % {"class": class_name, "price": price}, field="vehicle_class")


def policy_errors(
    breaches: Sequence[Breach], *, class_name: str, now: datetime, zone: ZoneInfo, currency: str
) -> list[ChoiceError]:
    """A sentence for each breach; where a policy has words of its own, they are said once."""
    errors: list[ChoiceError] = []
    said: set[str] = set()
    for breach in breaches:
        own = own_message(breach.policy)
        if own and own in said:
            continue
        said.add(own)
        errors.append(_error(breach, class_name=class_name, now=now, zone=zone, currency=currency, own=own))
    return errors


def _error(
    breach: Breach, *, class_name: str, now: datetime, zone: ZoneInfo, currency: str, own: str
) -> PolicyError:
    policy = breach.policy
    if breach.limit is Limit.LEAD and policy.lead is not None:
        earliest = wall_time_of(whole_minute_from(now + policy.lead), zone=zone)
        return PickUpSoonerThanAllowedError(lead=policy.lead, earliest=earliest, own=own)
    if breach.limit is Limit.DAYS and policy.max_days is not None:
        return PeriodLongerThanAllowedError(days=policy.max_days, own=own)
    for limit, most in ((Limit.PER_DAY, policy.max_per_day), (Limit.PER_RENTAL, policy.max_per_rental)):
        if breach.limit is limit and most is not None:
            return PriceNotAllowedError(
                class_name=class_name,
                price=money_text(most, currency),
                is_per_day=limit is Limit.PER_DAY,
                own=own,
            )
    return ClassNotAllowedError(class_name=class_name, own=own)


def own_message(policy: Policy) -> str:
    """The customer's words in the active language, else in the first language that has them, else empty."""
    return next(_spoken(policy), "")


def _spoken(policy: Policy) -> Iterator[str]:
    for language in (text_language(), *LANGUAGES):
        if text := policy.messages.get(language):
            yield text
