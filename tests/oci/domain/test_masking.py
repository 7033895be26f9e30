from __future__ import annotations

import pytest

from oci.domain.masking import mask_address, mask_call, mask_network, mask_person, mask_shown, mask_unknown
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
        ["em••• (5)", ""],
        ["password2", "•••"],
        ["long", "yy••• (500)"],
    ]


@pytest.mark.parametrize("feeds", [Feeds.FIELD, Feeds.COST_CENTRE, Feeds.PURCHASE_NUMBER, Feeds.PROJECT])
def test_mask_call_keeps_people_out_of_what_is_shown(feeds: Feeds) -> None:
    call = parse_call("wbs=Truus Pietersen 0612345678&WBS=P-10042&VENDOR=piet@acme.example&~CALLER=CTLG")

    masked = mask_call(
        call, addresses=(), credentials=(), mappings=(ParameterMapping(parameter="wbs", feeds=feeds),)
    )

    assert masked == [
        ["wbs", "T••• P••• 0•••"],
        ["WBS", "P-10042"],
        ["VENDOR", "p•••@acme.example"],
        ["~CALLER", "CTLG"],
    ]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        # What is left of a return address that was not encoded.
        ("c2VjcmV0LXNlc3Npb24", "c2••• (19)"),
        ("c2VjcmV0LXNlc3Npb24==", "c2••• (19)"),
        ("secret-session=%20=", "se••• (14)"),
        ("jan.de.vries@acme.example", "ja••• (25)"),
        ("jan.de.vries%2540acme.example=1", "ja••• (27)"),
        ("sessionABCDEFG", "se••• (14)"),
        ("c2VjcmV0LXNlc3Npb24=1", "c2••• (19)"),
        ("0f8fad5b-d9cb-469f-a165-70867728950e=1", "0f••• (36)"),
        ("0612345678=1", "06••• (10)"),
        ("x" * 41 + "=1", "xx••• (41)"),
        # Names that are known or agreed, whatever they hold, and others with a value.
        ("SEARCHSTRING=", "SEARCHSTRING"),
        ("sap-language=", "sap-language"),
        ("hook=", "hook"),
        ("USERNAME=", "USERNAME"),
        ("COSTCENTRE=", "COSTCENTRE"),
        ("cost_center=4711", "cost_center"),
        ("NEW_ITEM-LONGTEXT_1:132[]=x", "NEW_ITEM-LONGTEXT_1:132[]"),
        ("Cost Centre=4711", "Cost Centre"),
    ],
)
def test_mask_call_masks_names_that_are_none(query: str, name: str) -> None:
    masked = mask_call(
        parse_call(query),
        addresses=("HOOK",),
        credentials=("username",),
        mappings=(ParameterMapping(parameter="costcentre", feeds=Feeds.COST_CENTRE),),
    )

    assert [row[0] for row in masked] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4711",
        "0000004711",
        "0040001234",
        "4500012345",
        "000000123456",
        "NL-SALES-01",
        "WBS.NL.0042",
        "P-10042.0123.45.678",
        "C-2026-0123456789",
        "Verkauf",
        "Projekt-Nord-01",
        "kostenplaats noord",
        "Order 4711",
        "4711 Sales",
        "01-02-2026 09:00",
        "2026-01-02",
        "+1",
        "A B",
        "SAPEVENT",
        "N",
    ],
)
def test_mask_shown_leaves_what_helps(text: str) -> None:
    assert mask_shown(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("piet.jansen@acme.example", "p•••@acme.example"),
        ("Piet <piet@acme.example>", "P••• <•••@acme.example"),
        ("a@x.example,Truus b@y.example", "a•••@x.example b•••@y.example"),
        ("piet%40acme.example", "p•••"),
        ("piet＠acme.example", "p•••"),
        ("0612345678", "0•••"),
        ("06 1234 5678", "0••• 1••• 5•••"),
        ("+31 (0)6-12345678", "+••• (•••"),
        ("0031612345678", "0•••"),
        ("tel.020/1234567", "t•••"),
        ("31612345678", "3•••"),
        ("4711/0612345678", "4•••"),
        ("Truus Pietersen", "T••• P•••"),
        ("Jan de Vries", "J••• d••• V•••"),
        ("PIETERSEN TRUUS 4711", "P••• T••• 4•••"),
        ("Pietersen,Truus", "P•••"),
        ("Truus.Pietersen", "T•••"),
        ("4711/Truus Pietersen-4711", "4••• P•••"),
        ("J. Pietersen", "J••• P•••"),
        ("Jan 't Hart", "J••• '••• H•••"),
        ("Jeanne d'Arc", "J••• d•••"),
        ("José Núñez", "J••• N•••"),
        ("Jose\u0301 Nu\u0301nez", "J••• N•••"),
        ("王 小明", "王••• 小•••"),
        # A session, where an address stands in its stead.
        ("https://e.example/a?s=1", "https://e.example/a?s=•••"),
    ],
)
def test_mask_shown_hides_people(text: str, masked: str) -> None:
    assert mask_shown(text) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("https://e.example/a", "https://e.example/a"),
        ("https://e.example:8443/a/b.jsp", "https://e.example:8443/a/b.jsp"),
        ("https://e.example/a?b=c&e=f=g&=h", "https://e.example/a?b=•••&e=•••&•••"),
        ("https://e.example/a?bD1lbiZjPTEwMA==&b=", "https://e.example/a?•••&•••"),
        ("https://e.example/a?bD1lbiZjPTEwMA= &d= =", "https://e.example/a?•••&•••"),
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
        ("jan@acme.example Truus", "j•••@acme.example T•••"),
        ("jan@acme.example,Truus", "j•••@acme.example"),
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
        # IPv4, as a server that listens on both writes it.
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("::1", "::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_mask_network_tells_the_site_only(address: str, network: str) -> None:
    assert mask_network(address) == network
