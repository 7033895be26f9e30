"""What to fill in on the booking page: the rental that it proposes, or one some days later."""

from __future__ import annotations

from datetime import date, timedelta

from oci.forms.typed_moments import parse_date, write_date

from .errors import NotBookableError
from .page import Form

__all__ = ["POSTPONED", "fill_in"]

# Days that each attempt is later than the one before: past a weekend, past holidays, past a long lead time.
POSTPONED = (0, 1, 1, 1, 4, 7)


def fill_in(form: Form, *, vehicle_class: str = "", days_later: int = 0) -> tuple[tuple[str, str], ...]:
    """What the booking form sends for a class (its code; "" for the first), `days_later` than what stands there.

    A class that cannot be had at that time is chosen all the same: the page says then why not.

    Raises:
        NotBookableError: If the page proposes no rental, or does not offer the class.
    """
    return form.filled(
        {
            "pick_up_date": _postpone(form, "pick_up_date", days_later),
            "return_date": _postpone(form, "return_date", days_later),
            "vehicle_class": _choose_class(form, vehicle_class),
        }
    )


def _postpone(form: Form, name: str, days: int) -> str:
    try:
        # Every date of the page has its year, so that today does not matter.
        proposed = parse_date(dict(form.fields).get(name, ""), today=date.min)
    except ValueError:
        raise NotBookableError("the booking page proposes no period") from None
    return write_date(proposed + timedelta(days=days))


def _choose_class(form: Form, wanted: str) -> str:
    offered = form.choices("vehicle_class")
    if not offered:
        raise NotBookableError("no vehicle class is offered")
    codes = [choice.value for choice in offered]
    if wanted and wanted not in codes:
        raise NotBookableError(f"class {wanted} is not offered; there are {', '.join(codes)}")
    bookable = [choice.value for choice in offered if not choice.is_disabled]
    return wanted or (bookable or codes)[0]
