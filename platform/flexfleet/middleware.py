"""Which customer a request is for: decided by its host, before anything else, and forgotten after it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render

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
            if customer is None or customer.status == Customer.Status.CLOSED:
                return render(request, "flexfleet/unknown_host.html", status=404)
            if customer.status != Customer.Status.ACTIVE:
                return render(request, "flexfleet/suspended.html", {"customer": customer}, status=503)
            with use_customer(customer):
                if customer.is_console:
                    # Django takes the addresses of this request from here.
                    request.urlconf = settings.CONSOLE_URLCONF
                return self.get_response(request)


def customer_for_host(request: HttpRequest) -> Customer | None:
    """The customer whose domain the request's Host header names, or None."""
    try:
        host = split_domain_port(request.get_host())[0]
    except DisallowedHost:
        return None
    return Customer.objects.filter(domains__domain=host).first()
