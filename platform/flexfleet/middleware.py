"""Which customer a request is for: decided by its host, before anything else, and forgotten after it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from tenants.context import use_customer, use_public
from tenants.models import Customer


class TenantMiddleware:
    """Run each request in the schema of the customer that its host names.

    django-tenants' own never resets the schema, lets customers in whatever their status, and, when Wagtail re-runs the
    middleware for a preview (`request.is_dummy`), switches to the host that the `Site` row happens to hold.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "is_dummy", False):
            return self.get_response(request)
        with use_public():
            customer = customer_for_host(request)
            # Django takes the addresses of this request from here.
            request.urlconf = addresses_of(customer)
            if customer is None or customer.status == Customer.Status.CLOSED:
                return self.get_response(request)
            with use_customer(customer):
                return self.get_response(request)


def customer_for_host(request: HttpRequest) -> Customer | None:
    """The customer whose domain the request's Host header names, or None."""
    try:
        host = split_domain_port(request.get_host())[0]
    except DisallowedHost:
        return None
    return Customer.objects.filter(domains__domain=host).first()


def addresses_of(customer: Customer | None) -> str:
    """The module with the addresses that answer at this customer's host."""
    if customer is None or customer.status == Customer.Status.CLOSED:
        return "flexfleet.urls.unknown_host"
    if customer.status != Customer.Status.ACTIVE:
        return "flexfleet.urls.suspended"
    return settings.CONSOLE_URLCONF if customer.is_console else settings.ROOT_URLCONF


class AdminPolicyMiddleware:
    """Give Wagtail's pages the policy that Wagtail needs; `CSPMiddleware`, further out, writes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]  # django-csp's own
        return response


class ForwardedAddressMiddleware:
    """Behind a proxy of ours (`BEHIND_PROXY`), the browser's address is the last one that the proxy has noted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        noted = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if settings.BEHIND_PROXY and noted:
            request.META["REMOTE_ADDR"] = noted
        return self.get_response(request)
