"""The two ends of the hand-over, and the signpost between them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from tenants.context import current_customer
from tenants.domain.access import customers_of
from tenants.domain.hand_over import HandOverError, NoRoleError, TokenRefusedError, issue_token, redeem_token
from tenants.models import Customer, StaffMember
from tenants.workspace.models import User


@never_cache
@login_required
@require_GET
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """At the console: a form that takes the signed-in staff member to a customer, submitted by itself where it can."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    customer = get_object_or_404(customers_of(staff_id=request.user.staff_id), slug=slug)
    staff = StaffMember.objects.get(pk=request.user.staff_id)
    try:
        token = issue_token(staff=staff, customer=customer, now=timezone.now())
    except NoRoleError as error:
        raise PermissionDenied from error
    action = customer.url(reverse("hand_over_arrive", urlconf=settings.ROOT_URLCONF))
    response = render(
        request,
        "tenants/hand_over_leave.html",
        {"customer": customer, "action": action, "token": token, "next": _safe(request.GET.get("next", ""))},
    )
    # Under the site's own policy the browser would tell the customer's host no origin, and be refused there.
    response.headers["Referrer-Policy"] = "strict-origin"
    response._csp_update = {"form-action": [customer.url().rstrip("/")]}  # type: ignore[attr-defined]  # django-csp's own seam
    return response


# The token is the proof that the console sent this form; there is no session here yet to bind another one to.
@csrf_exempt
@never_cache
@require_POST
def arrive(request: HttpRequest) -> HttpResponse:
    """At the customer: spend the token, sign the mirror in, go on to the page that was asked for."""
    try:
        if request.headers.get("Origin", _console_origin()) != _console_origin():
            # Somebody else's page could sign a colleague in under its author's name.
            raise TokenRefusedError
        user = redeem_token(token=request.POST.get("token", ""), now=timezone.now())
    except HandOverError:
        return render(
            request,
            "tenants/hand_over_refused.html",
            {"console": _console_url(request.POST.get("next", ""))},
            status=403,
        )
    login(request, user)
    return HttpResponseRedirect(_safe(request.POST.get("next", "")))


@require_GET
def to_console(request: HttpRequest) -> HttpResponse:
    """At the customer, not signed in: to the console and straight back."""
    return HttpResponseRedirect(_console_url(request.GET.get("next", "")))


def _safe(path: str) -> str:
    """`path` if it stays on the customer's own host, else the admin's front page."""
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path
    return reverse("wagtailadmin_home", urlconf=settings.ROOT_URLCONF)


def _console_origin() -> str:
    return Customer.objects.get(kind=Customer.Kind.CONSOLE).url().rstrip("/")


def _console_url(path: str) -> str:
    console = Customer.objects.get(kind=Customer.Kind.CONSOLE)
    leave_path = reverse("hand_over_leave", urlconf=settings.CONSOLE_URLCONF, args=[current_customer().slug])
    return console.url(f"{leave_path}?{urlencode({'next': _safe(path)})}")
