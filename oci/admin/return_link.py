"""The mail that repeats a return."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oci.admin.policy import REPEAT
from oci.domain.cart_notes import tell_why
from oci.domain.return_links import ReturnLinkError, send_return_link
from oci.problems import find_problem
from oci.protocol.errors import CartError, EventNotAllowed
from tenants.admin.views.confirmation import ConfirmationView


class ReturnLinkView(ConfirmationView):
    """Mail the employee a link that repeats the return."""

    permission_required = REPEAT
    page_title = _("Mail a return link")
    explanation = _(
        "The employee gets a mail with a link. It opens a page that returns the same cart to the buyer's system, "
        "once. Do this when the buyer's system has nothing of the request: otherwise it may be there twice. "
        "A cart that was stopped is built anew, by what the connection says now."
    )
    button_label = _("Mail the link")
    success_message = _("The link is on its way.")
    log_action = "oci.mail_return_link"
    refusals = (ReturnLinkError, EventNotAllowed, CartError)

    def perform(self) -> None:
        send_return_link(punch_out=self.object, now=timezone.now())

    def tell(self, error: Exception) -> str:
        """The domain's errors have codes, and what those mean stands with the problems; but why did a cart stop?"""
        problem = find_problem(getattr(error, "code", ""))
        if not isinstance(error, CartError):
            return f"{problem.title}. {problem.cause}"
        stopped = gettext("No link was mailed: the cart cannot go back as the connection stands now.")
        return f"{stopped} {tell_why(error)} {gettext('Correct the connection first.')}"

    def get_edit_url(self) -> str:
        return reverse("visits:inspect", args=[self.object.pk])

    def get_page_subtitle(self) -> str:
        name: str = self.object.requester_name
        return name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        first, _list, row, here = super().get_breadcrumbs_items()
        visits = {"url": reverse(self.index_url_name), "label": _("Visits")}
        return [first, visits, {**row, "label": self.object.requester_name}, here]
