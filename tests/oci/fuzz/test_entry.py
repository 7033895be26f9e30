"""The entry, called with whatever a browser or a program may send."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from oci.models import PunchOut
from tenants.context import use_customer
from tests.oci.fuzz import hostile
from tests.oci.fuzz.ground import FORM, Ground, depth, encode, fuzz

pytestmark = pytest.mark.django_db

Pairs = list[tuple[str, str]]

NAMES = (
    "USERNAME",
    "PASSWORD",
    "HOOK_URL",
    "OCICANCEL",
    "oci_usermail",
    "oci_userfullname",
    "costcentre",
    "wbs",
    "http_content_charset",
    "returntarget",
    "~TARGET",
    "~OkCode",
    "~CALLER",
    "LANGUAGE",
    "sap-language",
    "FUNCTION",
    "FF_SIGNATURE",
    "FF_KEY",
    "FF_EXPIRES",
    "OCI_VERSION",
)
names = st.sampled_from(NAMES) | st.sampled_from(NAMES).map(str.swapcase) | hostile.texts


@dataclass(frozen=True)
class Sent:
    """What is sent beside, or instead of, a good call."""

    query: Pairs
    body: Pairs
    left_out: frozenset[str]
    codec: str = "utf-8"


leftovers = st.tuples(st.sampled_from(hostile.LEFTOVERS), st.just(""))
pairs = st.lists(st.tuples(names, hostile.values) | leftovers, max_size=4)
calls = st.builds(
    Sent,
    query=pairs,
    body=pairs,
    left_out=st.frozensets(st.sampled_from(NAMES[:6]), max_size=1),
    codec=st.just("utf-8") | hostile.codecs,
)
# Nothing that changes what a good call proves, and where it leads.
decorations = st.lists(
    st.tuples(
        st.sampled_from(NAMES[6:8] + NAMES[9:15]) | hostile.texts,
        hostile.texts | st.sampled_from(hostile.PERSONS),
    )
    | leftovers,
    max_size=5,
)


def send(ground: Ground, sent: Sent, parameters: dict[str, str]) -> HttpResponse:
    """Post a call of `parameters` with what is sent beside them; what comes last counts."""
    kept = [(name, value) for name, value in parameters.items() if name not in sent.left_out]
    query, body = encode(sent.query, sent.codec), encode([*kept, *sent.body], sent.codec)
    with ground.example() as client:
        response = ground.send(client, "/oci/srm/", query=query, body=body)
        if response.status_code == 303:
            follow(ground, response)
        return response


def follow(ground: Ground, response: HttpResponse) -> None:
    """What was opened leads to the accepted address, and its page can be shown."""
    location = urlsplit(response.headers["Location"])
    with use_customer(ground.customer):
        punch_out = PunchOut.objects.latest("id")
    assert (location.scheme, location.netloc, location.path) == ("", "", f"/p/{punch_out.public_id}/")
    assert list(parse_qs(location.query)) == ["code"]
    assert punch_out.hook_origin == "https://erp.example"
    assert urlsplit(punch_out.hook_url).hostname == "erp.example"
    assert urlsplit(punch_out.hook_url).path.startswith("/oci")


@depth(60, 500)
def test_a_call_with_credentials_is_answered_or_refused(ground: Ground, examples: int) -> None:
    @fuzz(examples)
    @given(sent=calls)
    def answers(sent: Sent) -> None:
        response = send(ground, sent, ground.buyer.parameters)
        assert response.status_code in {200, 303, 400, 403, 413, 415}

    answers()


@depth(40, 400)
def test_a_call_without_credentials_is_refused(ground: Ground, examples: int) -> None:
    @fuzz(examples)
    @given(sent=calls, password=hostile.values)
    def answers(sent: Sent, password: str) -> None:
        response = send(ground, sent, {**ground.buyer.parameters, "PASSWORD": hostile.MARK + password})
        assert response.status_code in {400, 403, 413, 415}

    answers()


@depth(25, 300)
def test_decorations_do_not_keep_a_good_call_out(ground: Ground, examples: int) -> None:
    @fuzz(examples)
    @given(decoration=decorations)
    def answers(decoration: Pairs) -> None:
        with ground.example() as client:
            body = encode([*decoration, *ground.buyer.parameters.items()])
            response = ground.send(client, "/oci/srm/", body=body)
            assert response.status_code in {303, 400, 413}
            if response.status_code == 303:
                arrived = client.get(response.headers["Location"])
                assert arrived.status_code == 200

    answers()


@depth(60, 500)
def test_bytes_are_answered_or_refused(ground: Ground, examples: int) -> None:
    raw = st.binary(max_size=60) | st.sampled_from(
        (b"%", b"%zz=%0", b"&&=&", b"\xff\xfe=\x00", b"a" * 140_000)
    )

    @fuzz(examples)
    @given(
        method=hostile.methods,
        query=raw,
        body=raw,
        is_good=st.booleans(),
        content_type=st.just(FORM) | hostile.content_types,
        headers=hostile.headers,
    )
    def answers(
        method: str, query: bytes, body: bytes, *, is_good: bool, content_type: str, headers: dict[str, str]
    ) -> None:
        good = ground.buyer.query().encode() + b"&" if is_good else b""
        with ground.example() as client:
            response = ground.send(
                client,
                "/oci/srm/",
                method=method,
                query=query,
                body=good + body,
                content_type=content_type,
                headers=headers,
            )
        assert response.status_code in {303, 400, 403, 405, 413, 415}

    answers()


@depth(10, 200)
def test_an_address_is_known_or_refused(ground: Ground, examples: int) -> None:
    @fuzz(examples)
    @given(slug=st.from_regex(r"[-a-zA-Z0-9_]{1,60}", fullmatch=True) | st.just("srm"))
    def answers(slug: str) -> None:
        with ground.example() as client:
            response = ground.send(client, f"/oci/{slug}/", body=ground.buyer.query().encode())
        assert response.status_code == (303 if slug == "srm" else 404)

    answers()
