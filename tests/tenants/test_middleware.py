from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from flexfleet.middleware import TenantMiddleware
from tenants.context import active_schema, use_customer
from tenants.models import Customer, Domain


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


@pytest.mark.parametrize(
    "host", ["nobody.localhost", "localhost", "127.0.0.1", "bad host", "acme.localhost.evil.example"]
)
def test_middleware_refuses_an_unknown_host(acme: Customer, host: str) -> None:
    response = visit(host)

    assert response.status_code == 404
    assert active_schema() == "public"


@pytest.mark.parametrize(("status", "expected"), [("active", 200), ("suspended", 503), ("closed", 404)])
def test_middleware_lets_only_active_customers_in(
    acme: Customer, globex: Customer, status: str, expected: int
) -> None:
    Customer.objects.filter(pk=acme.pk).update(status=status)

    assert visit("acme.localhost").status_code == expected
    assert visit("globex.localhost").status_code == 200


def test_middleware_keeps_the_customer_of_a_preview(acme: Customer, globex: Customer) -> None:
    """Wagtail re-runs the middleware for a preview with whatever host the `Site` row holds."""
    request = RequestFactory().get("/", headers={"host": "globex.localhost"})
    request.is_dummy = True  # type: ignore[attr-defined]  # as Wagtail marks it

    with use_customer(acme):
        response = TenantMiddleware(answer_with_schema)(request)

    assert response.content == b"c_acme"
