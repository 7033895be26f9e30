from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci.protocol.call import Call, Parameter, build_query, parse_call
from oci.protocol.errors import LinkExpired, LinkExpiryUnusable, SignatureWrong
from oci.protocol.signature import (
    CLOCK_SKEW,
    LONGEST_LIFE,
    check_expiry,
    check_signature,
    sign_call,
    text_to_sign,
)

SECRET = "5e" * 32
NOW = 1_795_500_000
PLAIN = [("HOOK_URL", "https://erp.example/in?a=1&b=2"), ("oci_userfullname", "José de Vries")]


def signed(parameters: list[tuple[str, str]], **changes: Any) -> list[tuple[str, str]]:
    return sign_call(parameters, **{"key_id": "k1", "secret": SECRET, "expires": NOW, **changes})


def call_of(parameters: list[tuple[str, str]]) -> Call:
    return Call(tuple(Parameter(name, value) for name, value in parameters))


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        # Realistic.
        (
            [("USERNAME", "shop"), ("HOOK_URL", "https://e.example/?a=1&b=c d"), ("FF_EXPIRES", "5")],
            "ff_expires=5&hook_url=https%3A%2F%2Fe.example%2F%3Fa%3D1%26b%3Dc%20d&username=shop",
        ),
        ([("~OkCode", "ADDI"), ("sap-client", "100")], "sap-client=100&~okcode=ADDI"),
        ([("n", "José €")], "n=Jos%C3%A9%20%E2%82%AC"),
        # Synthetic: what separates is never left as it is, and the signature signs itself under no spelling.
        ([("a", "1&b=2")], "a=1%26b%3D2"),
        ([("a", "1"), ("b", "2")], "a=1&b=2"),
        ([("a=1&b", "2")], "a%3D1%26b=2"),
        ([("b", "2"), ("ff_Signature", "x"), ("A", "1"), ("FF_SIGNATURE", "y")], "a=1&b=2"),
        ([("a", "2"), ("A", "1"), ("a", "3")], "a=2&a=1&a=3"),
        ([("a", ""), ("", "b")], "=b&a="),
        # Pathological.
        ([], ""),
        ([("a", "%41+\r\n~-._")], "a=%2541%2B%0D%0A~-._"),
        ([("a", "\ud800")], "a=%ED%A0%80"),
    ],
)
def test_text_to_sign_is_one_text_for_one_call(parameters: list[tuple[str, str]], expected: str) -> None:
    assert text_to_sign(parameters) == expected


@pytest.mark.parametrize("charset", ["UTF-8", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252"])
def test_a_signature_survives_charset_order_and_case(charset: str) -> None:
    sent = signed([*PLAIN, ("http_content_charset", charset)])

    turned = [(name.swapcase(), value) for name, value in reversed(sent)]

    check_signature(parse_call(build_query(sent, charset=charset)), secret=SECRET)
    check_signature(parse_call("", build_query(turned, charset=charset)), secret=SECRET)


@pytest.mark.parametrize(
    "change",
    [
        {"HOOK_URL": "https://evil.example/in"},
        {"oci_userfullname": "Jose de Vries"},
        {"FF_EXPIRES": str(NOW + 1)},
        {"FF_KEY": "k2"},
        {"FF_SIGNATURE": ""},
        {"FF_SIGNATURE": "0" * 64},
        {"FF_SIGNATURE": "é" * 64},
        {"more": ""},
    ],
)
def test_a_signature_is_wrong_when_anything_has_changed(change: dict[str, str]) -> None:
    sent = {**dict(signed(PLAIN)), **change}

    with pytest.raises(SignatureWrong):
        check_signature(call_of(list(sent.items())), secret=SECRET)


def test_a_signature_covers_what_is_left_out_doubled_and_moved() -> None:
    sent = signed([("a", "1"), ("a", "2")])
    others = [sent[1:], [*sent, ("a", "1")], [sent[1], sent[0], *sent[2:]]]

    for one in others:
        with pytest.raises(SignatureWrong):
            check_signature(call_of(one), secret=SECRET)


def test_a_parameter_that_the_body_beats_changes_nothing() -> None:
    """It is as good as not there: whoever adds it to a link changes no value that is used."""
    check_signature(parse_call("a=3&b=4", build_query(signed([("a", "1"), ("b", "2")]))), secret=SECRET)


@pytest.mark.parametrize(
    "added",
    [
        "http_content_charset=windows-1252",
        "HTTP_CONTENT_CHARSET=iso-8859-1",
        "http_content_charset=klingon",
        "hook_url=%FF",
        "Hook_Url=%00",
    ],
)
@pytest.mark.parametrize(
    "name", ["http_content_charset", "Http_Content_Charset", "http_content_char\u017fet"]
)
def test_what_the_body_beats_does_not_change_the_charset_either(added: str, name: str) -> None:
    body = build_query(signed([("HOOK_URL", "https://erp.example/in"), (name, "")]))

    call = parse_call(added, body)

    check_signature(call, secret=SECRET)
    assert (call.charset, call.charset_named) == ("UTF-8", False)


def test_a_signature_is_wrong_with_another_secret() -> None:
    with pytest.raises(SignatureWrong):
        check_signature(call_of(signed(PLAIN, secret="other")), secret=SECRET)


@pytest.mark.parametrize("spelling", ["{}", " {}\r\n"])
def test_a_signature_may_be_in_capitals_and_have_space_around(spelling: str) -> None:
    *rest, (name, signature) = signed(PLAIN)

    check_signature(call_of([*rest, (name, spelling.format(signature.upper()))]), secret=SECRET)


# Any text that a call can hold: no surrogates, no NUL; a body's line breaks stay as they are.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
parameters = st.lists(st.tuples(texts, texts), max_size=8)


@given(parameters)
def test_what_is_signed_is_found_signed(pairs: list[tuple[str, str]]) -> None:
    kept = [pair for pair in pairs if not pair[0].casefold().startswith(("ff_", "http_content_charset"))]

    sent = signed(kept)

    check_signature(parse_call(build_query(sent)), secret=SECRET)


@given(parameters, parameters)
def test_two_calls_have_one_text_only_when_they_mean_the_same(
    some: list[tuple[str, str]], others: list[tuple[str, str]]
) -> None:
    same = text_to_sign(some) == text_to_sign(others)

    assert same == (meaning(some) == meaning(others))


def meaning(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if name.casefold() != "ff_signature":
            found.setdefault(name.casefold(), []).append(value)
    return found


@pytest.mark.parametrize("expires", [NOW - CLOCK_SKEW + 1, NOW, NOW + 300, NOW + LONGEST_LIFE + CLOCK_SKEW])
def test_check_expiry_takes_a_link_of_the_next_minutes(expires: int) -> None:
    check_expiry(call_of([("ff_expires", f" {expires} ")]), now=NOW)


@pytest.mark.parametrize(("expires", "ago"), [(NOW - CLOCK_SKEW, 60), (NOW - 3600, 3600), (0, NOW)])
def test_check_expiry_refuses_an_old_link(expires: int, ago: int) -> None:
    with pytest.raises(LinkExpired) as caught:
        check_expiry(call_of([("FF_EXPIRES", str(expires))]), now=NOW)

    assert caught.value.seconds == ago


@pytest.mark.parametrize(
    "expires",
    [
        str(NOW + LONGEST_LIFE + CLOCK_SKEW + 1),
        str(NOW * 1000),
        "",
        "soon",
        "-1",
        "1e9",
        "17955000.5",
        "٣",
        "9" * 5000,
    ],
)
def test_check_expiry_refuses_what_is_no_time_soon(expires: str) -> None:
    with pytest.raises(LinkExpiryUnusable) as caught:
        check_expiry(call_of([("FF_EXPIRES", expires)]), now=NOW)

    assert dict(caught.value.facts) == {"parameter": "FF_EXPIRES", "minutes": 15}
