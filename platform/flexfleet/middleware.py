"""Which customer a request is for: decided by its host, before anything else, and forgotten after it."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from tenants.context import use_customer, use_public
from tenants.models import Customer

_with_port_re = re.compile(r"\[(?P<six>[^\]]*)\](?::\d*)?|(?P<four>[^:]+):\d*")
STAFF_PATHS = ("/admin/", "/hand-over/")


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


class LanguageMiddleware(LocaleMiddleware):
    """Speak the browser's language: to employees each of ours, to staff those in which the admin is complete.

    Wagtail itself goes by this for whoever is not signed in yet or has chosen no language.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if is_for_staff(request) and translation.get_language() not in staff_languages():
            translation.activate(_staff_language(request))
            request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A page that has said its language does not vary by the browser's: it is a visit's, and not stored."""
        if response.has_header("Content-Language"):
            return response
        return super().process_response(request, response)


def is_for_staff(request: HttpRequest) -> bool:
    """Whether employees never come there: the console, a customer's admin, and the way between them."""
    at_console = getattr(request, "urlconf", None) == settings.CONSOLE_URLCONF
    return at_console or request.path_info.startswith(STAFF_PATHS)


def staff_languages() -> frozenset[str]:
    return frozenset(code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES)


def _staff_language(request: HttpRequest) -> str:
    """The first of theirs that the browser asks for, or else the one that the source is in."""
    asked = (
        code[:2] for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    )
    return next((code for code in asked if code in staff_languages()), settings.LANGUAGE_CODE)


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
    """Behind a proxy of ours (`BEHIND_PROXY`), the browser's address is the last one that the proxy has noted.

    Some add the port, another for each connection, which would make another caller of each call.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        noted = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if settings.BEHIND_PROXY and noted:
            request.META["REMOTE_ADDR"] = without_port(noted)
        return self.get_response(request)


def without_port(noted: str) -> str:
    """The address in `203.0.113.7:4000` or `[2001:db8::7]:4000`; IPv6 by itself has colons of its own."""
    found = _with_port_re.fullmatch(noted)
    return found["six"] or found["four"] if found else noted
