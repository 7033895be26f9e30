"""Prices of the offering in words, for the columns of lists and for who may only look."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext

from catalog.domain.wording import money_text
from catalog.enums import ExtraPricing
from catalog.models import Extra
from tenants.workspace.models import Profile


class ExtraPriceText:
    """“€7.50 per day, at most €50.00”, in the customer's currency."""

    def __init__(self) -> None:
        self.currency = Profile.load().currency

    def __call__(self, extra: Extra) -> str:
        price = {"price": money_text(extra.price, self.currency)}
        if extra.pricing == ExtraPricing.PER_RENTAL:
            return gettext("%(price)s per rental") % price
        if extra.cap is None:
            return gettext("%(price)s per day") % price
        cap = money_text(extra.cap, self.currency)
        return gettext("%(price)s per day, at most %(cap)s") % {**price, "cap": cap}


class FeeText:
    """The fee in a field of a row, in the customer's currency; a dash for a trip that is not made."""

    def __init__(self, field: str) -> None:
        self.field = field
        self.currency = Profile.load().currency

    def __call__(self, row: Model) -> str:
        fee = getattr(row, self.field)
        return "–" if fee is None else money_text(fee, self.currency)
