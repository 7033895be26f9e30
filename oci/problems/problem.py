"""What a problem consists of, and the words that several share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oci.staff_texts import REMEDIES

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

    @property
    def staff_remedy(self) -> Text:
        """What staff read instead of `remedy`: the journal's reader is not the employee."""
        return REMEDIES.get(self.code, self.remedy)

    def tell(self, facts: Mapping[str, str | int]) -> str:
        """The particular of one occurrence, or "" where nothing is known of it."""
        try:
            return str(self.particular) % facts
        except KeyError:
            return ""


START_AGAIN = _("Close this page and start again from your procurement system.")
EXPECTED = _("It is expected in the parameter %(parameter)s.")
