"""Words for moments. Templates convert every moment to one zone by themselves; those here show the clock it carries."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_moment
from django.utils.translation import gettext, pgettext

from catalog.domain.dates import full_moment_text
from catalog.domain.wording import with_colon

register = template.Library()


@register.filter
def colon(label: str) -> str:
    """`{{ _("Reference")|colon }} {{ reference }}`: what stands before a value."""
    return with_colon(label)


@register.filter(expects_localtime=False)
def moment(local: datetime) -> str:
    """A local time in full: “Saturday 24 October 2026, 09:00”."""
    return full_moment_text(local)


@register.filter(expects_localtime=False)
def short_moment(local: datetime) -> str:
    """A local time for a list: “Sat 24 Oct, 09:00”."""
    return format_moment(local, pgettext("format of a moment in a list", "D j M, H:i"))


@register.filter
def distance(moment: datetime) -> str:
    """How far a moment is from now, either way: see `span_text`."""
    return span_text(abs(moment - timezone.now()))


def span_text(span: timedelta) -> str:
    """Days and hours, or hours and minutes: “3 d 4 h”, “2 h 5 min”, “12 min”. What is left is dropped."""
    minutes = span // timedelta(minutes=1)
    hours, days = minutes // 60, span.days
    parts = [
        (days, gettext("%(number)d d")),
        (hours % 24, gettext("%(number)d h")),
        (minutes % 60, gettext("%(number)d min")),
    ]
    first = next((place for place, (number, _text) in enumerate(parts) if number), len(parts) - 1)
    shown = parts[first : first + 2]
    return "\N{NO-BREAK SPACE}".join(
        text % {"number": number} for place, (number, text) in enumerate(shown) if number or place == 0
    )
