from __future__ import annotations

from decimal import Decimal

from django import template

from catalog.domain.wording import money_text

register = template.Library()


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """`{{ quote.net_total|money:quote.currency }}`; empty for the amount of a quote without a price."""
    return "" if amount is None else money_text(amount, currency)
