"""Times as a log shows them, by the organisation's clock."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime


def minute(at: datetime) -> str:
    return date_format(localtime(at), "j F Y, H:i")


def moment(at: datetime) -> str:
    """To the second."""
    return date_format(localtime(at), "j F Y, H:i:s")
