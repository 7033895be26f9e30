"""Words for moments. Templates convert every moment to one zone by themselves; these show the clock that it carries."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.dateformat import format as format_moment
from django.utils.translation import pgettext

register = template.Library()


@register.filter(expects_localtime=False)
def moment(local: datetime) -> str:
    """A local time in full: “Saturday 24 October 2026, 09:00”."""
    return format_moment(local, "l j F Y, H:i")


@register.filter(expects_localtime=False)
def short_moment(local: datetime) -> str:
    """A local time for a list: “Sat 24 Oct, 09:00”."""
    return format_moment(local, pgettext("format of a moment in a list", "D j M, H:i"))
