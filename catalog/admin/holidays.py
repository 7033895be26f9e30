"""Holidays as a proposal for closed days: a list with check marks, and a button that enters those that are marked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from catalog.domain.closing import add_holidays, propose_closed_days, station_countries
from catalog.models import ClosedDay
from tenants.workspace.models import Profile

YEARS_AHEAD = 2


class WhichForm(forms.Form):
    """Whose holidays, of which year."""

    country = forms.ChoiceField(label=_("Country"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, countries: list[str], this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(this_year, this_year + YEARS_AHEAD + 1)
        self.fields["country"].choices = [(code, code) for code in countries]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]  # a ChoiceField


class HolidaysView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows a year of a country; a POST adds the days that are marked, and nothing twice."""

    model = ClosedDay
    index_url_name = ""
    permission_required = "add"
    template_name = "catalog/admin/holidays.html"
    page_title = _("Holidays")
    header_icon = "calendar-check"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        which = self.which()
        return self.render_to_response(
            self.get_context_data(
                which=which,
                country=which["country"],
                year=which["year"],
                index_url=reverse(self.index_url_name),
                form=self.form,
                proposals=propose_closed_days(
                    **which,
                    language=get_language() or "en",
                    reason_language=Profile.load().default_language,
                    today=timezone.localdate(),
                ),
            )
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        added = add_holidays(
            **self.which(), days=self.marked_days(), reason_language=Profile.load().default_language
        )
        for day in added:
            log(day, "wagtail.create")
        if added:
            text = ngettext("%(number)d closed day added.", "%(number)d closed days added.", len(added))
            messages.success(request, text % {"number": len(added)})
        else:
            messages.warning(request, _("Nothing was added: mark the days that are to be added."))
        return HttpResponseRedirect(reverse(self.index_url_name))

    def which(self) -> dict[str, Any]:
        """Country and year as asked for, else this year of the country with most stations."""
        countries = station_countries()
        this_year = timezone.localdate().year
        self.form = WhichForm(self.request.GET or None, countries=countries, this_year=this_year)
        if self.form.is_bound and self.form.is_valid():
            return dict(self.form.cleaned_data)
        first = {"country": countries[0] if countries else "", "year": this_year}
        self.form = WhichForm(initial=first, countries=countries, this_year=this_year)
        return first

    def marked_days(self) -> set[date]:
        """What is no date was not on the page."""
        days = set()
        for text in self.request.POST.getlist("day"):
            try:
                days.add(date.fromisoformat(text))
            except ValueError:
                continue
        return days

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Closed days")},
            {"url": "", "label": self.page_title},
        ]
