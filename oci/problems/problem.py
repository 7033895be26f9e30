"""What a problem consists of, and the words that several share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Owner(TextChoices):
    """Who can mend it, in the words of the page."""

    ERP = "erp", _("Your colleague who manages the procurement system")
    ACCOUNT_MANAGER = "account_manager", _("Your organisation's account manager at Europcar")
    EMPLOYEE = "employee", _("You")


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `status` is the HTTP status of its page; `particular` has room for the facts of the error.

    Where it `repeats` what was sent, beyond a parameter's name, it is for the journal alone: anybody may send anything.
    """

    code: str
    status: int
    owner: Owner
    title: Text
    cause: Text
    remedy: Text
    particular: Text = ""
    repeats: bool = False

    def tell(self, facts: Mapping[str, str | int]) -> str:
        """The particular of one occurrence, or "" where nothing is known of it."""
        return str(self.particular) % facts if facts and self.particular else ""


START_AGAIN = _("Close this page and start again from your procurement system.")
EXPECTED = _("It is expected in the parameter %(parameter)s.")
