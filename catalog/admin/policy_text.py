"""Policies in words, for the columns of their list and for who may only look."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from catalog.acriss.describe import category_name
from catalog.acriss.letters import Category
from catalog.domain.wording import money_text, text_language
from catalog.enums import ClassLimit, HoldsFor
from catalog.models import Policy
from catalog.models.policy import split_values
from tenants.workspace.models import Profile

MOST_VALUES = 5


def holds_text(policy: Policy) -> str:
    """“Cost centre: 47*, 5100”, or that it is for everybody."""
    if policy.holds_for == HoldsFor.EVERYBODY:
        return str(HoldsFor.EVERYBODY.label)
    values = split_values(policy.values)
    named = ", ".join(values[:MOST_VALUES]) + (" …" if len(values) > MOST_VALUES else "")
    words = {"key": policy.key or gettext("cost centre"), "values": named}
    if policy.holds_for == HoldsFor.ONLY:
        return gettext("%(key)s: %(values)s") % words
    return gettext("All but %(key)s: %(values)s") % words


class LimitsText:
    """“Cars up to Compact, IKMD; at most 7 days; €45.00 per day”, in the customer's currency."""

    def __init__(self) -> None:
        self.currency = Profile.load().currency

    def __call__(self, policy: Policy) -> str:
        return "; ".join(self._limits(policy))

    def _limits(self, policy: Policy) -> Iterator[str]:
        if policy.class_limit != ClassLimit.ANY:
            yield _classes(policy)
        if policy.max_days is not None:
            words = ngettext("at most %(days)d day", "at most %(days)d days", policy.max_days)
            yield words % {"days": policy.max_days}
        if policy.lead_hours is not None:
            words = ngettext("%(hours)d hour ahead", "%(hours)d hours ahead", policy.lead_hours)
            yield words % {"hours": policy.lead_hours}
        if policy.max_price_per_day is not None:
            price = money_text(policy.max_price_per_day, self.currency)
            yield gettext("at most %(price)s per day") % {"price": price}
        if policy.max_price_per_rental is not None:
            price = money_text(policy.max_price_per_rental, self.currency)
            yield gettext("at most %(price)s per rental") % {"price": price}


def _classes(policy: Policy) -> str:
    named = [one.code for one in policy.vehicle_classes.all()]
    if policy.class_limit == ClassLimit.UP_TO:
        category = category_name(Category(policy.up_to_category), language=text_language())
        named.insert(0, gettext("cars up to %(category)s") % {"category": category})
    return ", ".join(named) or gettext("no class")
