"""The cart of a visit as it was stored, for staff who look why it did not arrive. Masked as a call is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from oci.domain.masking import HIDDEN, KNOWN, mask_person, mask_unknown
from oci.domain.people import may_reach
from oci.models import PunchOut
from oci.secret_names import may_be_secret
from reservations.models import RentalRequest

ITEM = "NEW_ITEM-"
# A shorter text stands in many a value by chance: it is hidden where it is the whole value.
SHORTEST = 3


def show_cart(punch_out: PunchOut, request: RentalRequest | None) -> list[list[str]]:
    """Name and value of each field of the stored form; nothing where the cart was stopped.

    People stand there as a hint. Answers that are nobody's business are hidden, as is whatever may be a session: a
    parameter that the cart repeats, or the query of HOOK_URL.
    """
    secrets = list(_secrets(punch_out, request))
    people = sorted(_people(punch_out, request), key=len, reverse=True)
    return [
        [name, _mask(name, value, secrets=secrets, people=people)] for name, value in punch_out.return_fields
    ]


def _mask(name: str, value: str, *, secrets: Iterable[str], people: Iterable[str]) -> str:
    if not name.startswith(ITEM) and name.casefold() not in KNOWN:
        return HIDDEN if value else ""
    bare = shown = value
    for secret in secrets:
        shown = _replace(secret, HIDDEN, shown)
    for person in people:
        shown, bare = _replace(person, mask_person(person), shown), _replace(person, "", bare)
    # Somebody whom the visit does not name.
    return mask_unknown(value) if may_reach(bare) else shown


def _replace(text: str, by: str, value: str) -> str:
    if len(text) < SHORTEST:
        return by if value == text else value
    return re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", lambda _match: by, value, flags=re.IGNORECASE)


def _secrets(punch_out: PunchOut, request: RentalRequest | None) -> Iterable[str]:
    for name, value in punch_out.parameters.items():
        if value and may_be_secret(name):
            yield value
    for field in request.reference_fields if request else ():
        if field.get("is_sensitive"):
            yield from filter(None, (field["value"], field.get("text")))


def _people(punch_out: PunchOut, request: RentalRequest | None) -> set[str]:
    """What names or reaches requester and driver: a name as a whole and, as carts cut it off, each part of it."""
    found: set[str] = set()
    one: PunchOut | RentalRequest
    for one in (punch_out, request) if request else (punch_out,):
        names = one.requester_name, one.driver_name
        found |= {*names, one.requester_email, one.driver_email, one.driver_phone}
        found |= {part for name in names for part in name.split() if len(part) >= SHORTEST}
    return found - {""}
