"""Times as a log shows them: by the organisation's clock, to the second."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime


def moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y, H:i:s")
