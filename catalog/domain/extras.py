"""Which extras a rental can have, and from what an employee chose to what is priced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalog.domain.choice_errors import ChoiceError
from catalog.domain.extra_errors import ExtraNotOfferedError, TooManyOfExtraError
from catalog.domain.queries import offered_extras
from catalog.domain.reading import classes_of
from catalog.domain.surcharges import ChosenExtra
from catalog.enums import ExtraPricing
from catalog.models import Extra, VehicleClass


def list_extras() -> list[Extra]:
    """The extras to choose from, in the account manager's order, with their classes. One statement."""
    return list(offered_extras())


def can_have(vehicle_class: VehicleClass, extra: Extra, *, has_kilometre_limit: bool) -> bool:
    """Whether a rental of this class can have this extra. No statement for an extra of `list_extras`.

    A bundle of kilometres is for a rental whose kilometres are limited.
    """
    if extra.kilometres is not None and not has_kilometre_limit:
        return False
    return extra.all_classes or vehicle_class.pk in classes_of(extra)


def choose_extras(
    chosen: Mapping[str, int],
    *,
    offered: Iterable[Extra],
    vehicle_class: VehicleClass,
    has_kilometre_limit: bool,
) -> tuple[tuple[ChosenExtra, ...], list[ChoiceError]]:
    """What can be priced of numbers of pieces by code, in the order of `offered`, and what is wrong with the rest.

    A number below 1 is not chosen.
    """
    wanted = {code: pieces for code, pieces in chosen.items() if pieces > 0}
    priced: list[ChosenExtra] = []
    errors: list[ChoiceError] = []
    for extra in offered:
        pieces = wanted.pop(extra.code, 0)
        if not pieces:
            continue
        if not can_have(vehicle_class, extra, has_kilometre_limit=has_kilometre_limit):
            errors.append(
                ExtraNotOfferedError(code=extra.code, name=extra.name, class_name=vehicle_class.name)
            )
        elif pieces > extra.max_quantity:
            errors.append(TooManyOfExtraError(extra=extra))
        else:
            priced.append(_chosen(extra, pieces=pieces))
    errors += [ExtraNotOfferedError(code=code, name=code, class_name=vehicle_class.name) for code in wanted]
    return tuple(priced), errors


def _chosen(extra: Extra, *, pieces: int) -> ChosenExtra:
    return ChosenExtra(
        code=extra.code,
        names=tuple(extra.names.items()),
        pricing=ExtraPricing(extra.pricing),
        price=extra.price,
        cap=extra.cap,
        kilometres=extra.kilometres,
        pieces=pieces,
    )
