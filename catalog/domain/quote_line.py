"""One line of a quote, and its words.

Words are made when the line is read, in the language of whoever reads it. Only what an account manager named
brings its names along, in every language they have: an extra can be renamed or deleted afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from catalog.domain.quote_rules import rule_text
from catalog.models.texts import LANGUAGES


class LineKind(StrEnum):
    RENTAL = "rental"
    KILOMETRES_INCLUDED = "kilometres_included"
    KILOMETRES_UNLIMITED = "kilometres_unlimited"
    EXTRA_KILOMETRE = "extra_kilometre"
    EXTRA = "extra"
    KILOMETRES_ADDED = "kilometres_added"
    DELIVERY = "delivery"
    COLLECTION = "collection"
    ONE_WAY = "one_way"


class Unit(StrEnum):
    DAY = "day"
    KILOMETRE = "km"
    PIECE = "piece"
    TRIP = "trip"


KILOMETRES = {
    LineKind.KILOMETRES_INCLUDED: _("%(kilometres)s km included"),
    LineKind.KILOMETRES_ADDED: _("%(kilometres)s km added"),
}
TEXTS = {
    LineKind.KILOMETRES_UNLIMITED: _("Unlimited kilometres"),
    LineKind.EXTRA_KILOMETRE: _("Each further kilometre"),
    LineKind.DELIVERY: _("Delivery"),
    LineKind.COLLECTION: _("Collection"),
    LineKind.ONE_WAY: _("Return to another station"),
}


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line. The amounts of all lines add up to the net total; what is only a fact amounts to 0.00.

    An amount that is not 0.00 is the quantity times the price of one unit.

    Attributes:
        names: Language and text, in the order of LANGUAGES, of what has a name of its own: an extra.
        pieces: How many of it, of an extra; a price per day has pieces times days as its quantity.
    """

    kind: LineKind
    quantity: Decimal
    unit: Unit
    unit_price: Decimal
    amount: Decimal
    rule: str
    names: tuple[tuple[str, str], ...] = ()
    pieces: int = 1

    @property
    def text(self) -> str:
        """This line in words, in the active language."""
        if self.kind is LineKind.RENTAL:
            days = int(self.quantity)
            return ngettext("Rental, %(days)d day", "Rental, %(days)d days", days) % {"days": days}
        if self.kind is LineKind.EXTRA:
            return self._extra_text
        if self.kind in KILOMETRES:
            kilometres = number_format(int(self.quantity), force_grouping=True)
            return str(KILOMETRES[self.kind]) % {"kilometres": kilometres}
        return str(TEXTS[self.kind])

    @property
    def rule_text(self) -> str:
        """The rule that made this line in words, in the active language."""
        return rule_text(self.rule)

    @property
    def _name(self) -> str:
        """The name in the active language, else in the first of LANGUAGES that has one."""
        names = dict(self.names)
        active = (get_language() or "")[:2]
        return next((names[language] for language in (active, *LANGUAGES) if language in names), "")

    @property
    def item(self) -> str:
        """What was chosen, of an extra, without its price: “2 × Child seat”."""
        return f"{self.pieces} × {self._name}" if self.pieces > 1 else self._name

    @property
    def _extra_text(self) -> str:
        """“2 × Child seat, 5 days”; the days only where they were counted."""
        name = self.item
        if self.unit is not Unit.DAY:
            return name
        days = int(self.quantity) // self.pieces
        return ngettext("%(name)s, %(days)d day", "%(name)s, %(days)d days", days) % {
            "name": name,
            "days": days,
        }

    def as_json(self) -> dict[str, object]:
        stored: dict[str, object] = {
            "kind": self.kind.value,
            "quantity": str(self.quantity),
            "unit": self.unit.value,
            "unit_price": str(self.unit_price),
            "amount": str(self.amount),
            "rule": self.rule,
        }
        if self.names:
            stored |= {"names": dict(self.names), "pieces": self.pieces}
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Self:
        """The line that `as_json` was called on. Lines from before there were extras have no names or pieces.

        Raises KeyError, TypeError, ValueError or ArithmeticError, which `Quote.from_json` translates.
        """
        kind = LineKind(str(stored["kind"]))
        names, pieces = stored.get("names", {}), stored.get("pieces", 1)
        if not isinstance(names, dict) or not isinstance(pieces, int) or pieces < 1:
            raise TypeError("names are texts by language, pieces a whole number from 1")
        return cls(
            kind=kind,
            quantity=Decimal(str(stored["quantity"])),
            unit=Unit(str(stored["unit"])),
            unit_price=Decimal(str(stored["unit_price"])),
            amount=Decimal(str(stored["amount"])),
            rule=str(stored["rule"]),
            # PostgreSQL keeps the keys of JSON in an order of its own.
            names=tuple((language, str(names[language])) for language in LANGUAGES if language in names),
            pieces=pieces,
        )
