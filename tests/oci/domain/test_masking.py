from __future__ import annotations

import pytest

from oci.domain.masking import mask_address, mask_call, mask_network, mask_person, mask_unknown
from oci.enums import Feeds
from oci.models import ParameterMapping
from oci.protocol.call import parse_call


def test_mask_call_masks_addresses_in_every_spelling_of_their_names() -> None:
    call = parse_call("Hook=https%3A%2F%2Fe.example%2Fx%3Bv%3D1&STOP=https%3A%2F%2Fe.example%2F%3Fraw")

    masked = mask_call(call, addresses=("HOOK", "stop"), credentials=(), mappings=())

    assert masked == [["Hook", "https://e.example/x;•••"], ["STOP", "https://e.example/?•••"]]


def test_mask_call_keeps_names_and_hints() -> None:
    call = parse_call(
        "user=shop&PW=secret&hook=https%3A%2F%2Fe.example%2Fa%3Fs%3D1&MAIL=jan%40acme.example&cc=4711"
        "&access_token=abc&~OkCode=ADDI&other=value&empty=&password2=x&long=" + "y" * 500
    )

    masked = mask_call(
        call,
        addresses=("HOOK",),
        credentials=("USER", "pw"),
        mappings=(
            ParameterMapping(parameter="mail", feeds=Feeds.REQUESTER_EMAIL),
            ParameterMapping(parameter="CC", feeds=Feeds.COST_CENTRE),
        ),
    )

    assert masked == [
        ["user", "•••"],
        ["PW", "•••"],
        ["hook", "https://e.example/a?s=•••"],
        ["MAIL", "j•••@acme.example"],
        ["cc", "4711"],
        ["access_token", "•••"],
        ["~OkCode", "ADDI"],
        ["other", "va••• (5)"],
        ["empty", ""],
        ["password2", "•••"],
        ["long", "yy••• (500)"],
    ]


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("https://e.example/a", "https://e.example/a"),
        ("https://e.example:8443/a/b.jsp", "https://e.example:8443/a/b.jsp"),
        ("https://e.example/a?b=c&e=f=g&=h", "https://e.example/a?b=•••&e=•••&•••"),
        ("https://e.example/a?bD1lbiZjPTEwMA==&b=", "https://e.example/a?•••&•••"),
        ("https://e.example/a?d", "https://e.example/a?•••"),
        ("https://e.example/a?b=c&d&&e=f#g", "https://e.example/a?b=•••&•••&&e=•••#•••"),
        ("https://e.example/a?", "https://e.example/a?"),
        ("https://e.example/a#s=1?t", "https://e.example/a#•••"),
        # SAP keeps its session in brackets, Java behind a semicolon.
        ("https://e.example/sap(bD1lbiZjPTEwMA==)/x", "https://e.example/sap(•••)/x"),
        ("https://e.example/sap%28bD1lbg%29/x(y)z", "https://e.example/sap%28•••%29/x(•••)z"),
        ("https://e.example/sap(bD1/x(", "https://e.example/sap(•••/x(•••"),
        ("https://e.example/sap((b)c)/x", "https://e.example/sap(•••)/x"),
        ("https://e.example/x;jsessionid=DEAD/y;v=1?z=1", "https://e.example/x;•••/y;•••?z=•••"),
        ("https://e.example/x%3Bjsessionid=DEAD", "https://e.example/x%3B•••"),
        (
            "https://e.example/sap(bD1l==)/x;jsessionid=DEAD?rawsession",
            "https://e.example/sap(•••)/x;•••?•••",
        ),
        ("https://jan:geheim@e.example/", "https://•••@e.example/"),
        ("SAPEVENT:POST", "SAPEVENT:POST"),
        ("", ""),
        # Parameters that somebody has mixed up.
        ("jan.de.vries@acme.example", "ja••• (25)"),
        ("geheim", "ge••• (6)"),
        ("mailto:jan@acme.example", "ma••• (23)"),
        ("SAPEVENT:jan@acme.example", "SA••• (25)"),
        ("https:/jan:geheim@e.example/", "ht••• (28)"),
    ],
)
def test_mask_address_hides_whatever_may_be_a_session(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Jan de Vries", "J••• d••• V•••"),
        ("jan@acme.example", "j•••@acme.example"),
        ("@acme.example", "•••@acme.example"),
        ("", ""),
    ],
)
def test_mask_person_leaves_a_hint(text: str, masked: str) -> None:
    assert mask_person(text) == masked


@pytest.mark.parametrize(("text", "masked"), [("", ""), ("a", "a••• (1)"), ("abcdef", "ab••• (6)")])
def test_mask_unknown_leaves_two_letters(text: str, masked: str) -> None:
    assert mask_unknown(text) == masked


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_mask_network_tells_the_site_only(address: str, network: str) -> None:
    assert mask_network(address) == network
