"""Who is let in, by which proof, from where and how often, as the door of a customer's host answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from oci.domain.signing import create_key
from oci.enums import Proof
from oci.models import JournalEntry, PunchOut
from oci.protocol.call import build_query
from oci.protocol.signature import sign_call
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import Buyer, make_buyer

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


def buyer_at(customer: Customer, **options: Any) -> Buyer:
    with use_customer(customer):
        return make_buyer(**options)


def post(client: Client, buyer: Buyer) -> HttpResponse:
    response = client.post("/oci/srm/", buyer.query(), content_type=FORM)
    assert isinstance(response, HttpResponse)
    return response


def last_entry(customer: Customer) -> JournalEntry:
    with use_customer(customer):
        return JournalEntry.objects.latest("id")


def signed(buyer: Buyer, *, minutes: int = 5, changes: dict[str, str] | None = None) -> str:
    """The query of a start link with a new key, good for so many minutes, changed after it was signed."""
    created = create_key(connection=buyer.connection, now=timezone.now())
    plain = {name: value for name, value in buyer.parameters.items() if name not in ("USERNAME", "PASSWORD")}
    expires = int(timezone.now().timestamp()) + minutes * 60
    link = sign_call(plain.items(), key_id=created.key.key_id, secret=created.secret, expires=expires)
    return build_query({**dict(link), **(changes or {})}.items())


def test_a_signed_link_opens_a_visit_and_is_journalled_without_its_signature(
    acme: Customer, globex: Customer, browse: Browse
) -> None:
    with use_customer(globex):
        make_buyer(proof=Proof.SIGNATURE)
    buyer = buyer_at(acme, proof=Proof.SIGNATURE)
    with use_customer(acme):
        query = signed(buyer)

    answers = [browse(one).get(f"/oci/srm/?{query}").status_code for one in (acme, globex)]

    parameters = dict(last_entry(acme).parameters)
    signature = parse_qs(query)["FF_SIGNATURE"][0]
    assert answers == [303, 403]
    assert (parameters["FF_SIGNATURE"], parameters["FF_EXPIRES"]) == ("•••", parse_qs(query)["FF_EXPIRES"][0])
    for customer in (acme, globex):
        with use_customer(customer):
            assert signature not in str(list(JournalEntry.objects.values()))


@pytest.mark.parametrize(
    ("minutes", "changes", "status", "code"),
    [
        (5, {"HOOK_URL": "https://erp.example/oci"}, 403, "SIGNATURE_WRONG"),
        (5, {"FF_SIGNATURE": ""}, 403, "SIGNATURE_WRONG"),
        (-60, {}, 410, "LINK_EXPIRED"),
        (60, {}, 400, "LINK_EXPIRY_UNUSABLE"),
    ],
)
def test_a_signed_link_is_refused_with_a_page(
    acme: Customer, browse: Browse, minutes: int, changes: dict[str, str], status: int, code: str
) -> None:
    buyer = buyer_at(acme, proof=Proof.SIGNATURE)
    with use_customer(acme):
        query = signed(buyer, minutes=minutes, changes=changes)

    response = browse(acme).get(f"/oci/srm/?{query}")

    assert (response.status_code, last_entry(acme).problem) == (status, code)
    assert code in response.content.decode()


def test_a_function_is_signed_like_an_entry(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme, proof=Proof.SIGNATURE)
    with use_customer(acme):
        key = create_key(connection=buyer.connection, now=timezone.now())
        search = {"FUNCTION": "BACKGROUND_SEARCH", "SEARCHSTRING": ""}
        expires = int(timezone.now().timestamp()) + 60
        link = sign_call(search.items(), key_id=key.key.key_id, secret=key.secret, expires=expires)

    answers = [
        browse(acme).post("/oci/srm/", build_query(one), content_type=FORM).status_code
        for one in (link, search.items(), {**dict(link), "SEARCHSTRING": "van"}.items())
    ]

    assert answers == [200, 403, 403]


def test_a_call_from_another_network_is_refused_unread(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme, networks="203.0.113.0/24")
    query = buyer.query({"sap-language": "E"})

    inside = browse(acme).post("/oci/srm/", query, FORM, REMOTE_ADDR="::ffff:203.0.113.9")
    outside = browse(acme).post("/oci/srm/", query, FORM, REMOTE_ADDR="198.51.100.9")

    entry = last_entry(acme)
    page = outside.content.decode()
    assert (inside.status_code, outside.status_code) == (303, 403)
    assert (entry.problem, entry.address, entry.parameters) == (
        "ADDRESS_NOT_ALLOWED",
        "198.51.100.0/24",
        [],
    )
    assert '<html lang="nl"' in page
    assert "203.0.113" not in page


@pytest.mark.parametrize(
    ("forwarded", "status"), [("10.0.0.1, 203.0.113.9", 303), ("203.0.113.9, 10.0.0.1", 403)]
)
def test_behind_a_proxy_its_own_note_counts(
    acme: Customer, browse: Browse, settings: Any, forwarded: str, status: int
) -> None:
    settings.BEHIND_PROXY = True
    buyer = buyer_at(acme, networks="203.0.113.0/24")

    response = browse(acme).post("/oci/srm/", buyer.query(), FORM, HTTP_X_FORWARDED_FOR=forwarded)

    assert response.status_code == status


def test_one_call_too_many_is_told_when_to_come_back(
    acme: Customer, globex: Customer, browse: Browse
) -> None:
    buyer, elsewhere = (buyer_at(one, address_calls_per_minute=2) for one in (acme, globex))

    answers = [post(browse(acme), buyer) for _call in range(4)]

    last = answers[-1]
    assert [one.status_code for one in answers] == [303, 303, 429, 429]
    assert int(last.headers["Retry-After"]) in range(1, 31)
    assert "TOO_MANY_CALLS" in last.content.decode()
    assert post(browse(globex), elsewhere).status_code == 303
    with use_customer(acme):
        entries = JournalEntry.objects.filter(problem="TOO_MANY_CALLS")
        assert [entry.reference in answers[2].content.decode() for entry in entries] == [True]
        assert PunchOut.objects.count() == 2


def test_the_employees_pages_are_not_counted(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme, address_calls_per_minute=1)
    location = post(browse(acme), buyer).headers["Location"]

    answers = [browse(acme).get(location).status_code for _call in range(3)]

    assert answers == [200, 410, 410]
