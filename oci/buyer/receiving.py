"""What a buyer's system makes of the cart that arrived: what it keeps, and what becomes of the rest.

No buyer's system says so itself. The linter says what to expect; this plays it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from oci.profiles import Receiver
from oci.protocol.cart import Item
from oci.protocol.errors import NumberNotSendable
from oci.protocol.fields import ALTERNATIVES, FIELDS, LONGTEXT, REQUIRES, Field, Presence, Version, fields_of
from oci.protocol.names import parse_name
from oci.protocol.numbers import build_quantity, parse_number

__all__ = ["Kept", "keep"]

MANDATORY = tuple(field.name for field in FIELDS.values() if field.presence is Presence.MANDATORY)

Line = dict[str, str]
Lines = dict[int, Line]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the system has in the end.

    Attributes:
        items: Its lines.
        notes: What it cut, merged, passed over or refused, in words for the person who watches.
        lost: Lines that it does not have as lines of their own: refused, not read, or merged into another.
    """

    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    lost: int = 0


def keep(fields: Iterable[tuple[str, str]], *, receiver: Receiver, version: Version = Version.V4_0) -> Kept:
    """What `receiver` keeps of the fields that arrived."""
    notes: list[str] = []
    sent = tuple(fields)
    everything = _read(sent)
    lines = _read(sent[: receiver.largest_form])
    if receiver.largest_form is not None and len(sent) > receiver.largest_form:
        notes.append(f"reads {receiver.largest_form} fields and loses {len(sent) - receiver.largest_form}")
    if receiver.stops_at_gap:
        lines = {number: lines[number] for number in _until_gap(lines)}
        if len(lines) < len(everything):
            notes.append(f"stops reading at line {len(lines) + 1}, which is missing")
    notes += _lose(lines, receiver)
    notes += _change(lines, receiver, fields_of(version))
    refused = dict(_refused(lines, receiver))
    notes += [f"line {number}: refused without {why}" for number, why in refused.items()]
    kept = [line for number, line in lines.items() if number not in refused]
    merged = _merge(kept, receiver.merges_by)
    if len(merged) < len(kept):
        notes.append(f"makes {len(merged)} of {len(kept)} lines")
    return Kept(tuple(Item.of(line) for line in merged), tuple(notes), len(everything) - len(merged))


def _read(fields: Iterable[tuple[str, str]]) -> Lines:
    """The lines in order. Of a field that comes twice the last counts, as nearly everywhere."""
    lines: Lines = {}
    for form_name, value in fields:
        if parsed := parse_name(form_name):
            lines.setdefault(parsed[1], {})[parsed[0]] = value
    return dict(sorted(lines.items()))


def _until_gap(lines: Lines) -> Iterator[int]:
    number = 1
    while number in lines:
        yield number
        number += 1


def _lose(lines: Lines, receiver: Receiver) -> Iterator[str]:
    """Take away what is not read."""
    not_read = (*receiver.ignores, *((LONGTEXT,) if receiver.loses_long_text else ()))
    found = [name for name in not_read if any(name in line for line in lines.values())]
    for line in lines.values():
        for name in found:
            line.pop(name, None)
    if found:
        yield f"does not read {', '.join(found)}"


def _change(lines: Lines, receiver: Receiver, known: Mapping[str, Field]) -> Iterator[str]:
    """Cut and capitalise."""
    for number, line in lines.items():
        for name, value in line.items():
            length = known[name].length if name in known else None
            if receiver.cuts and length is not None and len(value) > length:
                line[name] = value[:length]
                yield f"line {number}: cuts {name} after {length} characters"
            if name in receiver.capitals and value != value.upper():
                line[name] = line[name].upper()
                yield f"line {number}: turns {name} into capital letters"


def _refused(lines: Lines, receiver: Receiver) -> Iterator[tuple[int, str]]:
    """The lines that it does not take, and what they lack."""
    for number, line in lines.items():
        lacking = [name for name in receiver.needs if not line.get(name)]
        if receiver.drops_incomplete:
            lacking += _incomplete(line)
        if receiver.refuses_zero and not _number(line.get("PRICE", "")):
            lacking.append("a price")
        if lacking:
            yield number, ", ".join(dict.fromkeys(lacking))


def _incomplete(line: Line) -> Iterator[str]:
    """What OCI demands and the line does not have."""
    yield from (name for name in MANDATORY if not line.get(name))
    yield from (f"{one} or {other}" for one, other in ALTERNATIVES if not (line.get(one) or line.get(other)))
    yield from (needed for given, needed in REQUIRES if line.get(given) and not line.get(needed))


def _merge(lines: Iterable[Line], by: tuple[str, ...]) -> list[Line]:
    """Lines that have the fields `by` in common become the first of them, with the quantities of all."""
    if not by:
        return list(lines)
    merged: dict[tuple[str, ...], Line] = {}
    for line in lines:
        first = merged.setdefault(tuple(line.get(name, "") for name in by), line)
        if first is not line:
            total = _number(first.get("QUANTITY", "")) + _number(line.get("QUANTITY", ""))
            first["QUANTITY"] = build_quantity(total) if total else ""
    return list(merged.values())


def _number(text: str) -> Decimal:
    """The number, or 0 for what is none."""
    try:
        return parse_number(text)
    except NumberNotSendable:
        return Decimal(0)
