"""One visit: what is known of it, what the journal has of it, and the mail that repeats its return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Field
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from oci.admin.moments import moment
from oci.admin.policy import REPEAT
from oci.domain.shown_cart import show_cart
from oci.domain.visits import Return, list_entries, return_of
from oci.enums import Event
from oci.models import JournalEntry, PunchOut
from oci.problems import PROBLEMS, Problem
from reservations.domain.queries import find_by_punch_out
from reservations.models import RentalRequest

ICONS = {
    Event.CALL: "login",
    Event.PAGE: "view",
    Event.REGISTRATION: "doc-full",
    Event.CART: "list-ul",
    Event.RETURN: "check",
    Event.OVERDUE: "time",
    Event.LINK: "mail",
    Event.CANCEL: "cross",
    Event.EXPIRY: "time",
}


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: Any  # text, or a number
    url: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A journal entry, with the problem that it tells of."""

    entry: JournalEntry
    icon: str
    problem: Problem | None


class VisitView(generic.InspectView):
    any_permission_required = ("view",)
    page_title = _("Visit")
    template_name = "oci/admin/visit.html"

    def get_page_subtitle(self) -> str:
        name: str = self.object.requester_name
        return name

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        may = self.permission_policy.user_has_permission(self.request.user, REPEAT)
        if not may or return_of(self.object) is None:
            return []
        url = reverse("visits:return_link", args=[self.object.pk])
        return [HeaderButton(_("Mail a return link"), url=url, icon_name="mail")]

    @cached_property
    def rental_request(self) -> RentalRequest | None:
        return find_by_punch_out(self.object.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        first, index, *others = super().get_breadcrumbs_items()
        return [first, {**index, "label": _("Visits")}, *others]

    def get_fields_context(self) -> list[dict[str, Any]]:
        """The facts have a template of their own."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            facts=[fact for fact in self._facts() if fact.value not in ("", None)],
            told=[
                Told(entry, ICONS[Event(entry.event)], PROBLEMS.get(entry.problem))
                for entry in list_entries(self.object)
            ],
            cart=show_cart(self.object, self.rental_request),
            links=self.object.return_links.all(),
            journal_url=f"{reverse('journal:index')}?punch_out={self.object.pk}",
            now=timezone.now(),
            **kwargs,
        )

    def _facts(self) -> list[Fact]:
        visit: PunchOut = self.object
        return [
            Fact(_field("state"), capfirst(visit.get_state_display())),
            Fact(_field("connection"), visit.connection.name, self._connection_url()),
            *self._people(),
            *self._request(),
            *(Fact(shown.label, shown.value) for shown in visit.shown_fields),
            Fact(_field("language"), _language(visit.language)),
            *self._way_back(),
            *(
                Fact(_field(name), moment(at))
                for name in ("opened_at", "entered_at", "registered_at", "ended_at", "expires_at")
                if (at := getattr(visit, name))
            ),
        ]

    def _people(self) -> list[Fact]:
        names = ("requester_name", "requester_email", "driver_name", "driver_email", "driver_phone")
        return [Fact(_field(name), getattr(self.object, name)) for name in names]

    def _request(self) -> list[Fact]:
        request = self.rental_request
        if request is None:
            return []
        may = self.request.user.has_perm("reservations.view_rentalrequest")
        url = reverse("requests:work", args=[request.public_id]) if may else ""
        facts = [Fact(str(_("Request")), request.reference, url)]
        if returned := return_of(self.object):
            noted = f", {moment(self.object.overdue_at)}" if returned is Return.NOT_SEEN else ""
            facts.append(Fact(str(pgettext_lazy("cart", "Return")), f"{capfirst(returned.label)}{noted}"))
        return facts

    def _way_back(self) -> list[Fact]:
        script = _("runs") if self.object.has_script else _("was not seen to run")
        return [
            *(
                Fact(_field(name), getattr(self.object, name))
                for name in ("hook_origin", "target", "charset")
            ),
            Fact(str(_("Script in the browser")), str(script)),
        ]

    def _connection_url(self) -> str:
        may = self.request.user.has_perm("oci.change_connection")
        return reverse(f"connections:{'edit' if may else 'inspect'}", args=[self.object.connection_id])


def _field(name: str) -> str:
    field = PunchOut._meta.get_field(name)
    assert isinstance(field, Field)
    return capfirst(str(field.verbose_name))


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
