"""Where a connection stands: what its next status still needs, with the way there, and what is to be arranged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oci.domain.connections import Place, find_missing
from oci.domain.profiles import profile_of
from oci.enums import Status
from oci.models import Connection
from oci.profile_notes import NOTES

# Fields and rows of the form, by ids that are the same in every language of the admin.
ANCHORS = {Place.PARAMETERS: "#id_mappings-FORMS", Place.RETURN: "#id_return_origins-FORMS"}
FRAMES = "#id_frame_origins"
PAGES = {Place.PROOF: "connections:credentials", Place.CART: "connections:cart"}


@dataclass(frozen=True, slots=True)
class Need:
    """Something to be seen to. `anchor` is a place in the form, `url` another page; "" both where there is none."""

    words: str
    anchor: str = ""
    url: str = ""


def find_needs(*, connection: Connection, status: Status, now: datetime) -> list[Need]:
    """What a connection lacks for a status."""
    return [
        Need(
            missing.words,
            anchor=ANCHORS.get(missing.place, ""),
            url=reverse(PAGES[missing.place], args=[connection.pk]) if missing.place in PAGES else "",
        )
        for missing in find_missing(connection=connection, status=status, now=now)
    ]


def find_to_arrange(connection: Connection) -> list[Need]:
    """What a connection that is being set up should be given, though nothing refuses to go on without it."""
    profile = profile_of(connection)
    needs = [Need(str(NOTES[profile.code].arrange))]
    # A browser keeps no cookies in a frame of another site, nor in SAP GUI, which has no frame.
    is_framed = not profile.call.keeps_cookies and not profile.options["allow_sap_event"]
    if is_framed and not connection.frame_ancestors:
        words = _("“Frames” is empty: browsers show nothing of our pages in the frame of this system.")
        needs.append(Need(words, anchor=FRAMES))
    proposed = sum(not origin.accepted for origin in connection.return_origins.all())
    if proposed:
        words = ngettext(
            "%(count)d return address is proposed and waits for your tick.",
            "%(count)d return addresses are proposed and wait for your tick.",
            proposed,
        )
        needs.append(Need(words % {"count": proposed}, anchor=ANCHORS[Place.RETURN]))
    return needs
