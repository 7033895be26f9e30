from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from flexfleet.middleware import ForwardedAddressMiddleware, TenantMiddleware
from oci.models import JournalEntry
from tenants.context import active_schema, use_customer
from tenants.models import Customer, Domain
from tenants.roles import Role
from tests.conftest import StaffClient


def answer_with_schema(request: HttpRequest) -> HttpResponse:
    return HttpResponse(active_schema())


def visit(host: str) -> HttpResponse:
    return TenantMiddleware(answer_with_schema)(RequestFactory().get("/", headers={"host": host}))


@pytest.mark.parametrize("host", ["acme.localhost", "ACME.localhost:8000", "acme.localhost."])
def test_middleware_runs_a_request_in_its_hosts_schema(acme: Customer, globex: Customer, host: str) -> None:
    response = visit(host)

    assert response.content == b"c_acme"


def test_middleware_follows_a_domain_of_the_customers_own(acme: Customer, globex: Customer) -> None:
    Domain.objects.create(tenant=globex, domain="wagenpark.globex.example", is_primary=False)

    response = visit("wagenpark.globex.example")

    assert response.content == b"c_globex"


def test_middleware_leaves_no_schema_behind(acme: Customer) -> None:
    visit("acme.localhost")

    assert active_schema() == "public"


def test_middleware_leaves_no_schema_behind_after_an_error(acme: Customer) -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        TenantMiddleware(fail)(RequestFactory().get("/", headers={"host": "acme.localhost"}))

    assert active_schema() == "public"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("nobody.localhost", 404),
        ("localhost", 404),
        ("127.0.0.1", 404),
        ("acme.localhost.evil.example", 404),
        ("no host at all", 400),
    ],
)
def test_unknown_host_is_told_so(client: Client, host: str, expected: int) -> None:
    response = client.post("/oci/default/", headers={"host": host})

    assert response.status_code == expected
    assert response.headers["Content-Security-Policy"]
    assert active_schema() == "public"


@pytest.mark.parametrize(("status", "expected"), [("active", 302), ("suspended", 503), ("closed", 404)])
def test_only_active_customers_are_let_in(
    client: Client, acme: Customer, globex: Customer, status: str, expected: int
) -> None:
    Customer.objects.filter(pk=acme.pk).update(status=status)

    assert client.get("/admin/", headers={"host": "acme.localhost"}).status_code == expected
    assert client.get("/admin/", headers={"host": "globex.localhost"}).status_code == 302


def test_suspended_customer_is_told_by_whom_and_can_be_found(client: Client, acme: Customer) -> None:
    Customer.objects.filter(pk=acme.pk).update(status="suspended")

    response = client.post("/oci/default/", headers={"host": "acme.localhost"})

    assert b"CUSTOMER_SUSPENDED" in response.content
    assert response.headers["Content-Security-Policy"]
    with use_customer(acme):
        assert JournalEntry.objects.get().problem == "CUSTOMER_SUSPENDED"


@pytest.mark.parametrize(("behind_proxy", "expected"), [(False, "127.0.0.1"), (True, "203.0.113.7")])
def test_forwarded_address_is_believed_behind_a_proxy_alone(*, behind_proxy: bool, expected: str) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "10.0.0.1, 203.0.113.7"})

    with override_settings(BEHIND_PROXY=behind_proxy):
        ForwardedAddressMiddleware(lambda _request: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == expected


@pytest.mark.parametrize(
    ("noted", "expected"),
    [
        ("203.0.113.7", "203.0.113.7"),
        # As some load balancers write it: each connection has a port of its own.
        ("203.0.113.7:4000", "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7:4000", "203.0.113.7"),
        ("[2001:db8::7]:4000", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.7"),
        ("unknown", "unknown"),
        ("", "127.0.0.1"),
    ],
)
def test_forwarded_address_has_no_port(noted: str, expected: str) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": noted})

    with override_settings(BEHIND_PROXY=True):
        ForwardedAddressMiddleware(lambda _request: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == expected


def test_middleware_keeps_the_customer_of_a_preview(acme: Customer, globex: Customer) -> None:
    """Wagtail re-runs the middleware for a preview with whatever host the `Site` row holds."""
    request = RequestFactory().get("/", headers={"host": "globex.localhost"})
    request.is_dummy = True  # type: ignore[attr-defined]  # as Wagtail marks it

    with use_customer(acme):
        response = TenantMiddleware(answer_with_schema)(request)

    assert response.content == b"c_acme"


def test_admin_pages_load_and_send_nothing_elsewhere(acme: Customer, staff_client: StaffClient) -> None:
    response = staff_client(acme, Role.OPERATIONS).get("/admin/")

    policy = dict(
        part.strip().partition(" ")[::2] for part in response.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["form-action"] == "'self' http://console.localhost:8000"
    assert policy["frame-ancestors"] == "'none'"
