"""What a mail says: its folder of templates, filled in the language of the request with the customer's profile.

A mail is a folder `reservations/mail/<kind>/` with `subject.txt`, `body.txt` and `body.html`. A confirmation
carries the calendar part as well. A return link needs three particulars that the request does not know:

* `link`, the address that sends the cart again;
* `buyer`, what employees call the buyer's system;
* `expires_at`, until when the link is good, in ISO 8601 with an offset.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.domain.quote import Quote
from catalog.models import Station
from reservations.domain.bill import make_bill
from reservations.mail.invitation import METHOD, Contact, Invitation, build_invitation
from reservations.models import MailKind, RentalRequest
from tenants.colour import ink_on
from tenants.workspace.models import Profile

# A word of all four languages, and what rules of mailboxes look for: never translated.
TEST_MARK = "[Test]"


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderedMail:
    """A mail in words. `calendar` is empty for a mail without a calendar part."""

    from_name: str
    subject: str
    text: str
    html: str
    calendar: str = ""
    calendar_method: str = ""


def render_mail(
    request: RentalRequest, *, kind: MailKind, profile: Profile, now: datetime, particulars: Mapping[str, str]
) -> RenderedMail:
    """Render one mail about `request` as it is now, in its language."""
    with override(request.language):
        context = _context(request, profile) | _particulars(kind, particulars, profile)
        subject = _render(kind, "subject.txt", context)
        return RenderedMail(
            from_name=_("%(sender)s for %(customer)s")
            % {"sender": profile.contact_name, "customer": profile.display_name},
            # One line, whatever a template or a value brings along.
            subject=" ".join(_marked(subject, request).split()),
            text=_render(kind, "body.txt", context).strip() + "\n",
            html=_render(kind, "body.html", context),
            calendar=_calendar(request, profile, now=now) if kind == MailKind.CONFIRMED else "",
            calendar_method=METHOD if kind == MailKind.CONFIRMED else "",
        )


def _marked(text: str, request: RentalRequest) -> str:
    """`text`, which says first that nobody is to rely on it where the request is a test."""
    return f"{TEST_MARK} {text}" if request.is_test else text


def _render(kind: MailKind, part: str, context: Mapping[str, object]) -> str:
    return render_to_string(f"reservations/mail/{kind.value}/{part}", dict(context))


def _context(request: RentalRequest, profile: Profile) -> dict[str, object]:
    station = _pick_up_station(request)
    return {
        "request": request,
        "profile": profile,
        "colour": profile.primary_colour,
        "text_colour": ink_on(profile.primary_colour),
        "pick_up_station": station,
        "pick_up": request.pick_up_at.astimezone(station.zone),
        "return_station": request.return_station,
        "return": request.return_local,
        "bill": make_bill(Quote.from_json(request.quote)),
    }


def _particulars(kind: MailKind, particulars: Mapping[str, str], profile: Profile) -> dict[str, object]:
    if kind != MailKind.RETURN_AGAIN:
        return {}
    return {
        "link": particulars["link"],
        "buyer": particulars["buyer"],
        "expires": datetime.fromisoformat(particulars["expires_at"]).astimezone(profile.zone),
    }


def _pick_up_station(request: RentalRequest) -> Station:
    """The station that hands over the vehicle: the planned one once there is a plan."""
    return request.planned_station or request.pick_up_station


def _calendar(request: RentalRequest, profile: Profile, *, now: datetime) -> str:
    station = _pick_up_station(request)
    invitation = Invitation(
        uid=str(request.public_id),
        sequence=request.revision - 1,
        stamp=now,
        starts=request.pick_up_at.astimezone(station.zone),
        ends=request.return_local,
        summary=_marked(
            _("Rental: %(class)s, %(reference)s")
            % {"class": request.class_name, "reference": request.reference},
            request,
        ),
        description=_(
            "Reference %(reference)s. Pick up at %(pick_up)s, return at %(return)s. Questions: %(contact)s."
        )
        % {
            "reference": request.reference,
            "pick_up": request.pick_up_place if request.delivery else station.name,
            "return": request.return_place if request.collection else request.return_station.name,
            "contact": profile.contact_phone or profile.contact_email,
        },
        location=request.pick_up_place if request.delivery else f"{station.name}, {station.address}",
        organizer=Contact(name=profile.contact_name, email=profile.contact_email),
        attendee=Contact(name=request.requester_name, email=request.requester_email),
    )
    return build_invitation(invitation).decode()
