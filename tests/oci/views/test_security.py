from __future__ import annotations

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from oci.models import Connection, PunchOut
from oci.protocol.hook_url import parse_hook_url
from oci.views.security import secure_connection, secure_items, secure_punch_out


def policy(response: HttpResponse) -> dict[str, str]:
    request = RequestFactory().get("/p/")
    middleware = CSPMiddleware(lambda _request: response)
    header = middleware.process_response(request, response).headers["Content-Security-Policy"]
    pairs = (directive.strip().partition(" ") for directive in header.split(";"))
    return {name: sources for name, _, sources in pairs}


@pytest.mark.parametrize(
    ("frame_origins", "ancestors"),
    [
        ("", "'none'"),
        ("https://erp.example", "https://erp.example"),
        ("https://erp.example\r\nhttps://b.example:8443\n", "https://erp.example https://b.example:8443"),
        ("HTTPS://ERP.Example:443/", "https://erp.example"),
        ("https://łódź.example", "https://xn--d-uga0v4h.example"),
        ("https://erp.example https://faß.example", "https://erp.example"),
    ],
)
def test_a_visits_pages_may_go_to_its_own_hook_only(frame_origins: str, ancestors: str) -> None:
    connection = Connection(frame_origins=frame_origins)
    punch_out = PunchOut(connection=connection, hook_origin="https://hook.example:444")

    response = secure_punch_out(HttpResponse(), punch_out)

    directives = policy(response)
    assert directives["form-action"] == "'self' https://hook.example:444"
    assert directives["frame-ancestors"] == ancestors
    assert directives["default-src"] == "'none'"
    assert getattr(response, "xframe_options_exempt", False) is bool(frame_origins)


def test_where_hook_url_leads_on_to_a_return_may_go() -> None:
    """Browsers hold a form's redirects to its policy: without, the return ends at a page that says nothing."""
    connection = Connection(redirect_origins="https://sso.example\r\nhttps://hook.example")
    punch_out = PunchOut(connection=connection, hook_origin="https://hook.example")
    hook_url = parse_hook_url("https://hook.example/in")

    directives = [
        policy(response)["form-action"]
        for response in (
            secure_punch_out(HttpResponse(), punch_out),
            secure_items(HttpResponse(), connection, hook_url),
            secure_items(HttpResponse(), connection, None),
            secure_connection(HttpResponse(), connection),
        )
    ]

    assert directives == [
        "'self' https://hook.example https://sso.example",
        "https://hook.example https://sso.example",
        "'none'",
        "'self'",
    ]


@pytest.mark.parametrize(
    "stored", ["https://faß.example", "*", "https://a.example;", "'self'", "https:", "é"]
)
def test_what_is_no_origin_opens_no_frame(stored: str) -> None:
    response = secure_connection(HttpResponse(), Connection(frame_origins=stored))

    assert policy(response)["frame-ancestors"] == "'none'"
    assert not hasattr(response, "xframe_options_exempt")


def test_without_a_visit_nothing_goes_elsewhere() -> None:
    response = secure_connection(HttpResponse(), None)

    directives = policy(response)
    assert (directives["form-action"], directives["frame-ancestors"]) == ("'self'", "'none'")


def test_nothing_is_kept_and_the_window_that_opened_ours_is_found_again() -> None:
    response = secure_connection(HttpResponse(), None)

    assert dict(response.headers) == {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Language": "en",
        "Cross-Origin-Opener-Policy": "unsafe-none",
        "Referrer-Policy": "strict-origin",
    }
