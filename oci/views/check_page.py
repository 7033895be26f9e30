"""What the employee checks before sending: every answer, the price line by line, and what came along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, pgettext

from catalog.domain.addresses import Stop
from catalog.domain.choice import Choice
from catalog.domain.quote import LineKind, Quote, QuoteLine, Unit
from catalog.models import Station
from oci.forms.booking import BookingForm
from oci.views.extra_questions import answered
from oci.views.frame import Visit
from oci.views.wording import moment, money, percentage

PRICE = re.compile(r"\d{1,9}\.\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are changed in the same part of the booking page; without an anchor they came along."""

    anchor: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class BillLine:
    text: str
    detail: str
    amount: str


@dataclass(frozen=True, slots=True)
class Bill:
    """The quote in words. What is only a fact, such as the kilometres included, has no amount."""

    is_priced: bool
    lines: tuple[BillLine, ...]
    net: str
    vat_rate: str
    vat: str
    gross: str


def check_context(
    *, visit: Visit, form: BookingForm, choice: Choice, price_before: str = ""
) -> dict[str, Any]:
    """The check page for a choice that is possible. `price_before` is the price that was seen, if it differs."""
    return {
        **visit.frame,
        "answers": list(_groups(visit=visit, form=form, choice=choice)),
        "bill": make_bill(choice.quote),
        "typed": [(name, value) for name, value in form.typed.items() if value],
        "seen": seen_price(choice.quote),
        "price_before": price_before,
    }


def seen_price(quote: Quote) -> str:
    """The price as the form carries it, so that sending can tell whether it has changed in between."""
    return str(quote.net_total if quote.net_total is not None else "")


def price_in_words(seen: str | None, *, currency: str) -> str:
    """The price that a form carried, or "" for one that never was a price."""
    return money(Decimal(seen), currency) if seen and PRICE.fullmatch(seen) else ""


def make_bill(quote: Quote) -> Bill:
    if quote.net_total is None or quote.vat_amount is None or quote.gross_total is None:
        return Bill(is_priced=False, lines=(), net="", vat_rate="", vat="", gross="")
    return Bill(
        is_priced=True,
        lines=tuple(_bill_line(line, currency=quote.currency) for line in quote.lines),
        net=money(quote.net_total, quote.currency),
        vat_rate=percentage(quote.vat_percentage),
        vat=money(quote.vat_amount, quote.currency),
        gross=money(quote.gross_total, quote.currency),
    )


def _bill_line(line: QuoteLine, *, currency: str) -> BillLine:
    unit_price = money(line.unit_price, currency)
    if line.amount:
        # What is bought once has no sum to show.
        is_counted = line.unit is Unit.DAY or line.quantity != 1
        detail = f"{line.quantity.normalize():f} × {unit_price}" if is_counted else ""
        return BillLine(text=line.text, detail=detail, amount=money(line.amount, currency))
    return BillLine(text=line.text, detail=unit_price if line.unit_price else "", amount="")


def _groups(*, visit: Visit, form: BookingForm, choice: Choice) -> Iterator[Group]:
    zone = choice.pick_up_station.zone
    yield Group(
        "when",
        gettext("When and where"),
        (
            Row(
                gettext("Delivery") if choice.delivery else gettext("Pick-up"),
                moment(choice.period.pick_up, zone),
                _place(choice.delivery, choice.pick_up_station),
            ),
            Row(
                gettext("Collection") if choice.collection else pgettext("rental", "Return"),
                moment(choice.period.return_at, choice.return_station.zone),
                _place(choice.collection, choice.return_station),
            ),
        ),
    )
    examples = choice.vehicle_class.examples
    similar = gettext("%(examples)s or similar") % {"examples": examples} if examples else ""
    yield Group("vehicle", gettext("Vehicle"), (Row(gettext("Class"), choice.vehicle_class.name, similar),))
    added = [line.item for line in choice.quote.lines if line.kind is LineKind.EXTRA]
    if form.extras.offered:
        extras = "\n".join(added) or gettext("None")
        yield Group("extras", gettext("Extras"), (Row(gettext("Chosen"), extras),))
    driver = form.driver_for(visit.punch_out.requester)
    driver_rows = (
        Row(gettext("Name"), driver.name),
        Row(gettext("E-mail"), driver.email),
        Row(gettext("Mobile number"), driver.phone),
    )
    yield Group("driver", gettext("Driver"), _filled(driver_rows))
    extra = tuple(Row(label, value) for label, value in answered(form.extra))
    if extra:
        yield Group(
            "extra", gettext("Questions of %(customer)s") % {"customer": visit.profile.display_name}, extra
        )
    remarks = _filled(
        (
            Row(gettext("Wish"), form.cleaned_data["wish"]),
            Row(gettext("Note for Europcar"), form.cleaned_data["note"]),
        )
    )
    yield Group("remarks", gettext("Anything else?"), remarks or (Row(gettext("Wish and note"), "–"),))
    known = tuple(Row(one.label, one.value) for one in visit.known if one.key not in form.extra.checked.asked)
    yield Group("", gettext("Known from %(buyer)s") % {"buyer": visit.punch_out.connection.name}, known)


def _filled(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.value)


def _place(stop: Stop | None, station: Station) -> str:
    if stop is None:
        return f"{station.name}, {station.address}"
    to = stop.address
    return f"{to.street}, {to.postcode} {to.city} ({to.name}, {to.phone})"
