"""What every page of a punch-out shares: whose it is, whom it greets, and where its forms go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from oci.models import PunchOut
from oci.models.punch_out import ShownField
from oci.views.branding import Brand
from tenants.workspace.models import Profile


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the forms of one punch-out go. None of them holds a secret: that is in the forms."""

    book: str
    choices: str
    check: str
    register: str
    returned: str
    cancel: str

    @classmethod
    def of(cls, public_id: UUID) -> Addresses:
        doors = ("book", "choices", "check", "register", "returned", "cancel")
        return cls(**{door: reverse(f"oci:{door}", args=[public_id]) for door in doors})


@dataclass(frozen=True, slots=True)
class Visit:
    """An employee at the pages: the punch-out, its secret for the forms, and how the customer looks."""

    punch_out: PunchOut
    secret: str
    profile: Profile

    @property
    def known(self) -> tuple[ShownField, ...]:
        """What came along and is shown, never asked: the requester, and what the connection wants to be seen."""
        requester = self.punch_out.requester
        return (
            ShownField(gettext("Name"), requester.name),
            ShownField(gettext("E-mail"), requester.email),
            *self.punch_out.shown_fields,
        )

    @property
    def frame(self) -> dict[str, Any]:
        """The context that all templates of the pages share."""
        return {
            "brand": Brand.of(self.profile),
            "visitor": self.punch_out.requester_name,
            "buyer": self.punch_out.connection.name,
            "addresses": Addresses.of(self.punch_out.public_id),
            "secret": self.secret,
            "ends_at": self.punch_out.expires_at,
            "contact": self.profile,
        }
