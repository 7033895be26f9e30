from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection as database
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from oci.domain.credentials import create_credential
from oci.domain.punch_outs import enter
from oci.domain.rotation import end_proof
from oci.enums import Event, Method, Outcome, Status
from oci.models import Connection, JournalEntry, PunchOut
from oci.protocol.limits import CALL_LIMITS
from tenants.context import use_customer
from tenants.models import Customer
from tenants.workspace.models import Profile
from tests.conftest import Browse
from tests.oci.buyers import Buyer, Changes, make_buyer

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


def buyer_at(customer: Customer, **options: Any) -> Buyer:
    with use_customer(customer):
        return make_buyer(**options)


def post(client: Client, buyer: Buyer, changes: Changes | None = None) -> HttpResponse:
    response = client.post("/oci/srm/", buyer.query(changes), content_type=FORM)
    assert isinstance(response, HttpResponse)
    return response


def last_entry(customer: Customer) -> JournalEntry:
    with use_customer(customer):
        return JournalEntry.objects.select_related("connection", "punch_out").latest("id")


def test_entry_leads_to_a_page_that_can_be_entered_once(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    response = post(browse(acme), buyer)

    with use_customer(acme):
        punch_out = PunchOut.objects.get()
        location = urlsplit(response.headers["Location"])
        assert (response.status_code, location.path) == (303, f"/p/{punch_out.public_id}/")
        enter(
            public_id=punch_out.public_id,
            code=parse_qs(location.query)["code"][0],
            now=timezone.now(),
        )
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("path", ["/oci/srm/", "/oci/srm"])
def test_entry_takes_get_and_post_with_and_without_slash(acme: Customer, browse: Browse, path: str) -> None:
    buyer = buyer_at(acme)

    answers = [
        browse(acme).get(f"{path}?{buyer.query()}"),
        browse(acme).post(path, buyer.query(), content_type=FORM),
        browse(acme).post(f"{path}?{buyer.query({'PASSWORD': 'old'})}", buyer.query(), content_type=FORM),
    ]

    assert [answer.status_code for answer in answers] == [303, 303, 303]


def test_entry_reads_an_older_charset(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)
    query = buyer.query().replace("Jan+de+Vries", "Jos%E9+Garc%EDa")

    browse(acme).get(f"/oci/srm/?{query}")

    with use_customer(acme):
        assert PunchOut.objects.values_list("requester_name", "charset").get() == (
            "José García",
            "ISO-8859-1",
        )


def test_entry_asks_the_database_little(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)
    client = browse(acme)
    post(client, buyer)

    with CaptureQueriesContext(database) as queries:
        response = post(client, buyer)

    assert response.status_code == 303
    assert len(queries) == 7, [query["sql"] for query in queries]


def test_entry_is_journalled_without_secrets_and_persons(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    post(browse(acme), buyer, {"costcentre": "4711", "extra": "something private"})

    entry = last_entry(acme)
    with use_customer(acme):
        assert entry.punch_out == PunchOut.objects.get()
    assert (entry.event, entry.outcome, entry.method) == (Event.CALL, Outcome.ACCEPTED, "POST")
    assert (entry.connection, entry.address) == (buyer.connection, "127.0.0.0/24")
    assert entry.parameters == [
        ["USERNAME", "•••"],
        ["PASSWORD", "•••"],
        ["HOOK_URL", "https://erp.example/oci/return?session=•••&x=•••"],
        ["oci_usermail", "j•••@acme.example"],
        ["oci_userfullname", "J••• d••• V•••"],
        ["costcentre", "4711"],
        ["extra", "so••• (17)"],
    ]


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"PASSWORD": "wrong"}, 403, "CREDENTIALS_WRONG"),
        ({"USERNAME": "nobody"}, 403, "CREDENTIALS_WRONG"),
        ({"HOOK_URL": None}, 400, "HOOK_URL_MISSING"),
        ({"HOOK_URL": "erp"}, 400, "HOOK_URL_MALFORMED"),
        ({"HOOK_URL": "javascript:alert(1)"}, 400, "HOOK_URL_SCHEME"),
        ({"HOOK_URL": "http://erp.example/oci"}, 400, "HOOK_URL_NOT_HTTPS"),
        ({"HOOK_URL": "https://evil.example/oci"}, 403, "HOOK_URL_NOT_ACCEPTED"),
        ({"oci_usermail": None}, 400, "USER_MAIL_MISSING"),
        ({"oci_usermail": "jan"}, 400, "USER_MAIL_MALFORMED"),
        ({"oci_userfullname": ""}, 400, "USER_NAME_MISSING"),
        ({"http_content_charset": "klingon"}, 400, "CHARSET_UNKNOWN"),
        ({"FUNCTION": "ORDER"}, 400, "FUNCTION_UNKNOWN"),
        ({"FUNCTION": "SOURCING"}, 400, "FUNCTION_NOT_OFFERED"),
        ({"costcentre": "x" * (CALL_LIMITS.value + 1)}, 413, "PARAMETER_TOO_LONG"),
        ({"costcentre": "x" * 101}, 413, "PARAMETER_TOO_LONG"),
        ({"costcentre": "x" * 1024 * 1024}, 413, "CALL_TOO_LARGE"),
        ({"costcentre": "x" * 3 * 1024 * 1024}, 413, "CALL_TOO_LARGE"),
        ({"x" * 200: "x"}, 413, "PARAMETER_NAME_TOO_LONG"),
        ({f"x{number}": "x" for number in range(300)}, 413, "PARAMETERS_TOO_MANY"),
        ({"costcentre": "\0"}, 400, "FORBIDDEN_CHARACTER"),
    ],
)
def test_entry_refuses_with_a_page_and_a_reference(
    acme: Customer, browse: Browse, changes: Changes, status: int, code: str
) -> None:
    buyer = buyer_at(acme)

    response = post(browse(acme), buyer, changes)

    entry = last_entry(acme)
    page = response.content.decode()
    assert response.status_code == status
    assert code in page
    assert entry.reference in page
    assert (entry.outcome, entry.problem) == (Outcome.REFUSED, code)
    assert (entry.connection, entry.punch_out) == (buyer.connection, None)
    with use_customer(acme):
        assert not PunchOut.objects.exists()


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [
        ({"status": Status.DRAFT}, 403, "CONNECTION_DRAFT"),
        ({"status": Status.OFF}, 403, "CONNECTION_OFF"),
        ({"method": Method.GET}, 405, "METHOD_NOT_ALLOWED"),
    ],
)
def test_entry_refuses_for_the_connection(
    acme: Customer, browse: Browse, options: dict[str, Any], status: int, code: str
) -> None:
    buyer = buyer_at(acme, **options)

    response = post(browse(acme), buyer)

    assert response.status_code == status
    assert code in response.content.decode()
    assert response.headers.get("Allow") == ("GET" if status == 405 else None)
    assert last_entry(acme).problem == code


@pytest.mark.parametrize("method", ["put", "delete", "head", "options", "patch"])
def test_entry_refuses_other_methods(acme: Customer, browse: Browse, method: str) -> None:
    buyer_at(acme)

    response = getattr(browse(acme), method)("/oci/srm/")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, POST")


@pytest.mark.parametrize("slug", ["nothing", "SRM", "x" * 300])
def test_entry_of_an_unknown_connection(acme: Customer, browse: Browse, slug: str) -> None:
    buyer = buyer_at(acme)

    response = browse(acme).post(f"/oci/{slug}/", buyer.query(), content_type=FORM)

    entry = last_entry(acme)
    assert response.status_code == 404
    assert entry.reference in response.content.decode()
    assert (entry.problem, entry.connection_slug) == ("CONNECTION_UNKNOWN", slug[:40])
    assert (entry.connection, entry.parameters) == (None, [])


def test_entry_refuses_what_is_no_form(acme: Customer, browse: Browse) -> None:
    buyer_at(acme)

    response = browse(acme).post("/oci/srm/", {"a": 1}, content_type="application/json")

    assert response.status_code == 415


def test_a_customers_connection_is_unknown_at_another(
    acme: Customer, globex: Customer, browse: Browse
) -> None:
    buyer = buyer_at(acme)
    with use_customer(globex):
        make_buyer(slug="other")

    assert post(browse(globex), buyer).status_code == 404
    assert post(browse(acme), buyer).status_code == 303


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"costcentre": "x" * 101}, "The value of the parameter costcentre is longer than 100 characters."),
        ({"costcentre": "x" * 9000}, "The value of the parameter costcentre is longer than 8192 characters."),
        ({"HOOK_URL": None}, "It is expected in the parameter HOOK_URL."),
        ({"oci_usermail": None}, "It is expected in the parameter oci_usermail."),
        ({"oci_userfullname": ""}, "It is expected in the parameter oci_userfullname."),
    ],
)
def test_the_problem_page_names_what_it_is_about(
    acme: Customer, browse: Browse, changes: Changes, told: str
) -> None:
    buyer = buyer_at(acme)
    with use_customer(acme):
        Profile.objects.update(default_language="en")

    page = post(browse(acme), buyer, changes).content.decode()

    assert told in page
    with use_customer(acme), translation.override("en"):
        assert JournalEntry.objects.latest("id").told == told


@pytest.mark.parametrize(
    ("query", "language"), [("?sap-language=E", "en"), ("?sap-language=N", "nl"), ("", "nl")]
)
def test_a_method_that_is_not_agreed_is_refused_in_the_agreed_language(
    acme: Customer, browse: Browse, query: str, language: str
) -> None:
    buyer = buyer_at(acme)
    with use_customer(acme):
        Connection.objects.update(method="get")

    response = browse(acme).post(f"/oci/{buyer.connection.slug}/{query}", "", FORM, HTTP_ACCEPT_LANGUAGE="en")

    assert response.status_code == 405
    assert f'<html lang="{language}"' in response.content.decode()


def test_an_unknown_connection_speaks_the_customers_language(acme: Customer, browse: Browse) -> None:
    page = browse(acme).get("/oci/nothing/", HTTP_ACCEPT_LANGUAGE="it").content.decode()

    assert '<html lang="nl"' in page


def test_the_problem_page_speaks_the_calls_language(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    english = post(browse(acme), buyer, {"HOOK_URL": None, "sap-language": "E"}).content.decode()
    dutch = post(browse(acme), buyer, {"HOOK_URL": None, "sap-language": "N"}).content.decode()

    assert "FlexFleet does not know where to return to" in english
    assert "FlexFleet weet niet waarheen terug te gaan" in dutch


def test_a_refusal_may_be_shown_in_the_buyers_frame_only(acme: Customer, browse: Browse) -> None:
    framed = buyer_at(acme, frame_origins="https://erp.example\nhttps://portal.example")
    unframed = buyer_at(acme, slug="plain")

    in_frame = browse(acme).get("/oci/srm/")
    alone = browse(acme).get("/oci/plain/")
    nowhere = browse(acme).get("/oci/unknown/")

    assert framed.connection != unframed.connection
    assert "frame-ancestors https://erp.example https://portal.example" in policy(in_frame)
    assert "X-Frame-Options" not in in_frame.headers
    for response in (alone, nowhere):
        assert "frame-ancestors 'none'" in policy(response)
        assert response.headers["X-Frame-Options"] == "DENY"


def policy(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return response.headers["Content-Security-Policy"]


def test_a_problem_page_repeats_nothing_that_was_sent(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    page = post(browse(acme), buyer, {"HOOK_URL": "https://x.example/<script>", "costcentre": "<b>"}).content

    assert b"x.example" not in page
    assert b"jan.de.vries" not in page
    assert buyer.secret.encode() not in page


def test_an_ended_credential_is_hidden_in_the_journal_too(
    acme: Customer, globex: Customer, browse: Browse
) -> None:
    """A system that still calls with the old one sends a secret that was good until a moment ago."""
    buyer_at(globex)
    buyer = buyer_at(acme)
    names = {"username": "erp", "username_parameter": "WHO", "password_parameter": "P_WORT"}
    with use_customer(acme):
        made = create_credential(connection=buyer.connection, now=timezone.now(), **names)
        end_proof(proof=made.credential, until=timezone.now())

    response = post(
        browse(acme),
        buyer,
        {"USERNAME": None, "PASSWORD": None, "who": "erp", "P_WORT": made.secret, "OTHER": "value"},
    )

    entry = last_entry(acme)
    assert (response.status_code, entry.problem) == (403, "CREDENTIALS_WRONG")
    assert [one for one in entry.parameters if one[0] in ("who", "P_WORT", "OTHER")] == [
        ["who", "•••"],
        ["P_WORT", "•••"],
        ["OTHER", "va••• (5)"],
    ]
