"""The work page: everything about one request, and what may be done with it now."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from catalog.domain.quote import Quote
from reservations.admin.notices import list_notices
from reservations.admin.timeline import describe
from reservations.domain.bill import make_bill
from reservations.domain.handling import (
    HandlingError,
    InvalidValuesError,
    NotPermittedError,
    RequestNotFoundError,
    StaleRequestError,
    possible_steps,
)
from reservations.domain.queries import find_request, list_timeline
from reservations.forms.handling import FORMS, StepForm, blank_form, filled_form
from reservations.life_cycle import OPEN_STATES, State, Verb
from reservations.models import RentalRequest, RequestEvent
from tenants.context import current_customer
from tenants.workspace.models import User

_DONE: Final = {
    Verb.CLAIM: _("You hold this request now."),
    Verb.RELEASE: _("The request is back in the queue."),
    Verb.PLAN: _("The plan is saved."),
    Verb.CONFIRM: _("Confirmed. The mail to the requester is on its way; the timeline shows how far it is."),
    Verb.REJECT: _("Rejected. The mail to the requester is on its way; the timeline shows how far it is."),
    Verb.ORDER: _("The order number is saved."),
}


class WorkView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET shows the page; POST to a verb's address makes one domain call and comes back, or shows what was wrong."""

    model = RentalRequest
    permission_required = "view"
    header_icon = ""
    index_url_name = ""
    template_name = "reservations/admin/work.html"
    title = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # A verb's address read back by hand or by a reload leads to the page.
        if "verb" in kwargs:
            return redirect("requests:work", public_id=kwargs["public_id"])
        return self.show(kwargs["public_id"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        public_id: UUID = kwargs["public_id"]
        verb = _verb(kwargs.get("verb", ""))
        form = filled_form(verb, request.POST.dict())
        if not form.is_valid():
            return self.show(public_id, form=form)
        try:
            form.perform(public_id=public_id, actor=self.user, now=timezone.now())
        except NotPermittedError as error:
            raise PermissionDenied(str(error)) from error
        except RequestNotFoundError as error:
            raise Http404(str(error)) from error
        except StaleRequestError as error:
            messages.error(request, str(error))
            return self.show(public_id, form=form, changed_by=error.events)
        except InvalidValuesError as error:
            for field, texts in error.errors.items():
                form.add_error(field, texts)
            return self.show(public_id, form=form)
        except HandlingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _DONE[verb])
        return redirect("requests:work", public_id=public_id)

    def show(
        self, public_id: UUID, *, form: StepForm | None = None, changed_by: list[RequestEvent] | None = None
    ) -> HttpResponse:
        """The page, with a form that was filled in and what went wrong.

        The form is given the current version: sending it again is then a decision taken with the changes in sight.
        """
        rental = find_request(public_id)
        if rental is None:
            raise Http404
        self.title = rental.reference
        forms = {verb.value: blank_form(verb, rental) for verb in possible_steps(rental, actor=self.user)}
        if form is not None and form.verb.value in forms:
            form.data = {**form.data, "version": rental.version}
            forms[form.verb.value] = form
        status = (
            HTTPStatus.CONFLICT if changed_by else HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
        )
        events = list(list_timeline(rental))
        context = self.get_context_data(
            rental=rental,
            state=State(rental.state),
            is_late=rental.state in OPEN_STATES and rental.due_at < timezone.now(),
            is_open=rental.state in OPEN_STATES,
            forms=forms,
            bill=make_bill(Quote.from_json(rental.quote)),
            customer=current_customer().name,
            notices=list_notices(rental, events),
            timeline=describe(events, request=rental),
            changed_by=describe(changed_by or [], request=rental),
        )
        return self.render_to_response(context, status=status)

    @property
    def user(self) -> User:
        assert isinstance(self.request.user, User)  # the admin lets nobody else in
        return self.request.user

    def get_page_title(self) -> str:
        return self.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Requests")},
            {"url": "", "label": self.title},
        ]


def _verb(name: str) -> Verb:
    if name not in FORMS:
        raise Http404
    return Verb(name)
