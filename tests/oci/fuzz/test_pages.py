"""The employee's pages, posted to with whatever a form may hold; after a visit that began with odd words."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from oci.domain.punch_outs import enter
from oci.protocol.charsets import CHARSETS
from tenants.context import use_customer
from tests.oci.buyers import NOW
from tests.oci.fuzz import hostile
from tests.oci.fuzz.ground import Ground, depth, encode, fuzz
from tests.oci.walk import Page

pytestmark = pytest.mark.django_db

DOORS = ("book", "check", "register", "returned", "cancel", "again", "again/returned", "")
MOMENTS = (
    "2026-12-01",
    "01-12-2026",
    "1-12",
    "31-02-2027",
    "0000-00-00",
    "9999-12-31",
    "10:00",
    "24:00",
    "99",
    "٣:٠٠",
)
FIELDS = (
    "pick_up_date",
    "pick_up_time",
    "return_date",
    "return_time",
    "pick_up_station",
    "return_station",
    "vehicle_class",
    "driver",
    "driver_name",
    "driver_email",
    "driver_phone",
    "wish",
    "note",
    "seen",
)
answers_given = st.dictionaries(
    st.sampled_from(FIELDS) | hostile.texts, st.sampled_from(MOMENTS) | hostile.values, max_size=5
)


def begin(
    ground: Ground, client: Client, changes: dict[str, str] | None = None, *, charset: str = "UTF-8"
) -> tuple[str, Page]:
    """Enter by the door; the address of the visit and its first page."""
    said = {"LANGUAGE": "EN", "http_content_charset": charset}
    body = encode(list({**ground.buyer.parameters, **said, **(changes or {})}.items()), CHARSETS[charset])
    opened = ground.send(client, "/oci/srm/", body=body)
    assert opened.status_code == 303, opened.content.decode()
    path, _, query = opened.headers["Location"].partition("?")
    arrived = ground.send(client, path, method="GET", query=query.encode())
    return path, read(arrived)


def read(response: HttpResponse) -> Page:
    return Page(response.status_code, response.content.decode())


@depth(25, 300)
def test_a_form_is_answered_or_refused(ground: Ground, examples: int) -> None:
    @fuzz(examples)
    @given(
        steps=st.lists(st.tuples(st.sampled_from(DOORS), answers_given), min_size=1, max_size=4),
        secret=st.none() | st.none() | hostile.texts,
    )
    def answers(steps: list[tuple[str, dict[str, str]]], secret: str | None) -> None:
        with ground.example() as client:
            path, page = begin(ground, client)
            good = {**page.form.fields, "vehicle_class": "CDMR"}
            if secret is not None:
                good["secret"] = secret
                client.cookies.clear()
            for door, changes in steps:
                fields = encode([*good.items(), *changes.items()])
                response = ground.send(client, f"{path}{door}/" if door else path, body=fields)
                assert response.status_code in {200, 204, 302, 400, 403, 404, 405, 409, 410, 413}

    answers()


@depth(20, 300)
def test_bytes_at_a_page_are_answered_or_refused(ground: Ground, examples: int) -> None:
    @fuzz(examples)
    @given(
        door=st.sampled_from(DOORS),
        method=hostile.methods,
        query=st.binary(max_size=30),
        body=st.binary(max_size=60),
        content_type=hostile.content_types,
        headers=hostile.headers,
    )
    def answers(
        door: str, method: str, query: bytes, body: bytes, content_type: str, headers: dict[str, str]
    ) -> None:
        with use_customer(ground.customer), ground.example() as client:
            opened = ground.buyer.open(now=NOW)
            enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)
            path = f"/p/{opened.punch_out.public_id}/"
            ground.send(
                client,
                f"{path}{door}/" if door else path,
                method=method,
                query=query,
                body=body,
                content_type=content_type,
                headers=headers,
            )

    answers()


def is_sendable(text: str) -> bool:
    """Whether no rule refuses `text`, odd as it may be."""
    return (
        bool(text.strip())
        and len(text) <= 90
        and not any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in text)
    )


@depth(20, 300)
def test_what_came_with_the_call_goes_as_far_as_the_way_back(ground: Ground, examples: int) -> None:
    """From odd words in the call to the form that returns."""
    calm = hostile.texts.filter(is_sendable)

    @fuzz(examples)
    @given(
        name=calm,
        cost_centre=calm,
        own=calm,
        target=calm,
        ok_code=calm,
        charset=st.sampled_from(sorted(CHARSETS)),
        note=calm,
    )
    def answers(
        name: str, cost_centre: str, own: str, target: str, ok_code: str, charset: str, note: str
    ) -> None:
        changes = {
            "oci_userfullname": f"J{name}",
            "costcentre": cost_centre,
            "wbs": own,
            "returntarget": target,
            "~OkCode": ok_code,
        }
        with ground.example() as client:
            path, page = begin(ground, client, changes, charset=charset)
            fields = {**page.form.fields, "vehicle_class": "CDMR", "note": note}
            checked = read(ground.send(client, f"{path}check/", body=encode(list(fields.items()))))
            assert "seen" in checked.form.fields
            registered = ground.send(
                client, f"{path}register/", body=encode(list(checked.form.fields.items()))
            )
            assert registered.status_code == 200
            assert b"registered" in registered.content

    answers()
