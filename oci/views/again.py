"""The return once more, by a link from a mail: a page with a button, and behind the button the cart as it was.

Opening the address spends nothing and sets no cookie. Whoever holds the code may send the cart, so the code in the form
is the protection against forged requests as well.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from oci.domain.checking import CartRefusedError
from oci.domain.return_links import open_return_link, use_return_link
from oci.protocol.errors import CartError
from oci.views.frame import Visit
from oci.views.problem import problems_shown, refuse_page
from oci.views.registered_page import Report, registered_context, return_context
from oci.views.security import secure_punch_out
from oci.views.wording import moment
from tenants.workspace.models import Profile


@csrf_exempt
@problems_shown
def again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        return _send(request, public_id, now=now)
    return _offer(request, public_id, now=now)


@require_safe
def _offer(request: HttpRequest, public_id: UUID, *, now: datetime) -> HttpResponse:
    """What the link would send, and the button that sends it."""
    code = request.GET.get("code", "")
    offered = open_return_link(public_id=public_id, token=code, now=now)
    visit = Visit(offered.punch_out, "", Profile.load())
    with translation.override(visit.punch_out.language):
        context = {
            **registered_context(visit=visit, rental_request=offered.rental_request),
            "public_id": public_id,
            "code": code,
            "good_until": moment(offered.link.expires_at, visit.profile.zone),
        }
        response = render(request, "oci/pages/again.html", context)
    return secure_punch_out(response, visit.punch_out)


def _send(request: HttpRequest, public_id: UUID, *, now: datetime) -> HttpResponse:
    """The way back, once."""
    code = request.POST.get("code", "")
    try:
        repeated = use_return_link(public_id=public_id, token=code, now=now)
    except CartError as error:
        # Whoever comes that far has a good link.
        stopped = open_return_link(public_id=public_id, token=code, now=now).punch_out
        findings = error.findings if isinstance(error, CartRefusedError) else ()
        return refuse_page(
            request, error.code, detail=str(error), findings=findings, punch_out=stopped, is_theirs=True
        )
    visit = Visit(repeated.punch_out, "", Profile.load())
    report = Report(reverse("oci:returned_again", args=[public_id]), "code", code)
    with translation.override(visit.punch_out.language):
        context = {
            **registered_context(visit=visit, rental_request=repeated.rental_request),
            # A page of its own for the script, which remembers of each whether it has sent its form.
            **return_context(form=repeated.form, report=report, key=f"{public_id}-{repeated.link.pk}"),
        }
        response = render(request, "oci/pages/again_sent.html", context)
    return secure_punch_out(response, visit.punch_out)
