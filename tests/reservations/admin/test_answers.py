"""The queue shows, filters and finds answers to the customer's own questions, and hides what is sensitive."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reservations.domain.registration import ReferenceField
from reservations.models import ExtraField, ExtraFieldChoice
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.reservations.admin.test_queue import QUEUE, references
from tests.reservations.factories import REFERENCES, make_request

pytestmark = pytest.mark.django_db


def make_field(key: str, *, kind: str = "text", **more: object) -> ExtraField:
    return ExtraField.objects.create(key=key, kind=kind, label_en=key.capitalize(), in_queue=True, **more)


def answer(key: str, value: str, *, text: str = "", is_sensitive: bool = False) -> ReferenceField:
    return ReferenceField(key=key, label=key, value=value, text=text, is_sensitive=is_sensitive)


def request_with(*fields: ReferenceField) -> str:
    return make_request(references=replace(REFERENCES, fields=fields)).reference


@pytest.fixture
def acme_answers(acme: Customer, globex: Customer) -> dict[str, str]:
    """Two requests at Acme, one at Globex that answers the same."""
    with use_customer(globex):
        make_field("site", kind="choice")
        request_with(answer("site", "RTM", text="Rotterdam"))
    with use_customer(acme):
        site = make_field("site", kind="choice")
        ExtraFieldChoice.objects.create(field=site, value="RTM", label_en="Rotterdam")
        make_field("medical", is_sensitive=True)
        return {
            "AMS": request_with(answer("site", "AMS", text="Amsterdam")),
            "RTM": request_with(
                answer("site", "RTM", text="Rotterdam"), answer("medical", "left leg", is_sensitive=True)
            ),
        }


def queue(client: object, query: str = "") -> str:
    response = client.get(f"{QUEUE}{query}")  # type: ignore[attr-defined]  # Django's test client
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_queue_shows_answers_in_words_and_hides_sensitive_ones(
    acme: Customer, acme_answers: dict[str, str], staff_client: StaffClient
) -> None:
    html = queue(staff_client(acme, Role.OPERATIONS))

    assert "Rotterdam" in html
    assert "•••" in html
    assert "left leg" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?answer_site=RTM", ["RTM"]),
        ("?q=amsterd", ["AMS"]),
        ("?q=rtm", ["RTM"]),
        ("?q=left+leg", []),
        ("?q=site", []),
        ("?answer_medical=left+leg", ["AMS", "RTM"]),
    ],
)
def test_answers_are_filtered_and_found(
    acme: Customer, acme_answers: dict[str, str], staff_client: StaffClient, query: str, found: list[str]
) -> None:
    html = queue(staff_client(acme, Role.OPERATIONS), query)

    assert sorted(references(html)) == sorted(acme_answers[value] for value in found)


def test_the_number_of_statements_stays(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    counts = []
    with use_customer(acme):
        make_field("first", kind="choice")
    queue(client)
    for number in range(2):
        with use_customer(acme):
            request_with(answer("first", str(number)))
            make_field(f"more_{number}", kind="choice")
        with CaptureQueriesContext(connection) as captured:
            queue(client)
        counts.append(len(captured))

    assert counts[0] == counts[1]
