from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.protocol.call import Call, Control, Function, build_query, parse_call, parse_function
from oci.protocol.charsets import CHARSETS
from oci.protocol.errors import (
    BodyTooLarge,
    CallError,
    CharsetMismatch,
    CharsetUnknown,
    ContentTypeUnsupported,
    ForbiddenCharacter,
    FunctionUnknown,
    NameTooLong,
    TooManyParameters,
    ValueTooLong,
)
from oci.protocol.limits import CallLimits

LIMITS = CallLimits(size=200, parameters=3, name=20, value=20)


def pairs(call: Call) -> list[tuple[str, str]]:
    return [(one.name, one.value) for one in call.parameters]


@pytest.mark.parametrize(
    ("query", "body", "expected"),
    [
        # Realistic: a link in an intranet, a form of SRM, both together.
        (
            "oci_usermail=jan%40acme.example&HOOK_URL=https%3A%2F%2Ferp.example%2Fin%3Fa%3D1%26b%3D2",
            "",
            [("oci_usermail", "jan@acme.example"), ("HOOK_URL", "https://erp.example/in?a=1&b=2")],
        ),
        (
            "sap-client=100",
            "USERNAME=shop&~OkCode=ADDI&~TARGET=_top",
            [("sap-client", "100"), ("USERNAME", "shop"), ("~OkCode", "ADDI"), ("~TARGET", "_top")],
        ),
        # The body beats the query, in whatever case the names are.
        (
            "hook_url=https%3A%2F%2Fa.example&x=1",
            "HOOK_URL=https%3A%2F%2Fb.example",
            [("x", "1"), ("HOOK_URL", "https://b.example")],
        ),
        # Synthetic.
        ("a=1&a=2", "", [("a", "1"), ("a", "2")]),
        ("a", "", [("a", "")]),
        ("a=", "", [("a", "")]),
        ("=1", "", [("", "1")]),
        ("a+b=c+d", "", [("a b", "c d")]),
        ("a=1=2", "", [("a", "1=2")]),
        ("a=1;b=2", "", [("a", "1;b=2")]),
        # Pathological.
        ("", "", []),
        ("&&&", "&", []),
        ("a=100%&b=%zz", "", [("a", "100%"), ("b", "%zz")]),
        ("a=%0D%0Ab", "", [("a", "\r\nb")]),
    ],
)
def test_parse_call_reads_parameters(query: str, body: str, expected: list[tuple[str, str]]) -> None:
    call = parse_call(query, body)

    assert pairs(call) == expected


@pytest.mark.parametrize(
    ("query", "charset", "expected"),
    [
        # The call names it.
        ("n=Jos%E9&http_content_charset=iso-8859-1", "UTF-8", ("ISO-8859-1", True, "José")),
        ("n=Jos%C3%A9&HTTP_CONTENT_CHARSET=utf-8", "ISO-8859-1", ("UTF-8", True, "José")),
        ("n=Jos%C3%A9&http_content_charset=UTF8", "UTF-8", ("UTF-8", True, "José")),
        ("n=%80&http_content_charset=ISO-8859-1", "UTF-8", ("ISO-8859-1", True, "€")),
        ("n=%A4&http_content_charset=iso_8859_15", "UTF-8", ("ISO-8859-15", True, "€")),
        ("n=%A3ukasz&http_content_charset=iso-8859-2", "UTF-8", ("ISO-8859-2", True, "Łukasz")),
        # It names none: the connection's, unless the bytes say otherwise.
        ("n=Jos%C3%A9", "UTF-8", ("UTF-8", False, "José")),
        ("n=Jos%E9", "UTF-8", ("ISO-8859-1", False, "José")),
        ("n=Jos%C3%A9", "ISO-8859-1", ("ISO-8859-1", False, "JosÃ©")),
        ("n=José", "UTF-8", ("UTF-8", False, "José")),
        ("n=a&http_content_charset=", "UTF-8", ("UTF-8", False, "a")),
        # A byte that windows-1252 leaves open.
        ("n=%81", "ISO-8859-1", ("ISO-8859-1", False, "\x81")),
    ],
)
def test_parse_call_decodes_in_the_charset(query: str, charset: str, expected: tuple[str, bool, str]) -> None:
    call = parse_call(query, charset=charset)

    assert (call.charset, call.charset_named, call.value("n")) == expected


@pytest.mark.parametrize(
    ("query", "body", "content_type", "error"),
    [
        ("n=1&http_content_charset=klingon", "", "", CharsetUnknown),
        ("http_content_charset=utf-8&n=Jos%E9", "", "", CharsetMismatch),
        ("a=1", '{"a": 1}', "application/json", ContentTypeUnsupported),
        ("a=1", "--x", "multipart/form-data; boundary=x", ContentTypeUnsupported),
        ("a=1&b=2&c=3&d=4", "", "", TooManyParameters),
        ("a=1&b=2", "c=3&d=4", "", TooManyParameters),
        ("&".join("a" for _ in range(90)), "", "", TooManyParameters),
        ("a" * 21, "", "", NameTooLong),
        ("a=" + "b" * 21, "", "", ValueTooLong),
        ("a=" + "b" * 199, "", "", BodyTooLarge),
        ("", "a=" + "b" * 199, "", BodyTooLarge),
        ("a=%00", "", "", ForbiddenCharacter),
        ("%00=a", "", "", ForbiddenCharacter),
    ],
)
def test_parse_call_refuses(query: str, body: str, content_type: str, error: type[CallError]) -> None:
    with pytest.raises(error):
        parse_call(query, body, content_type=content_type, limits=LIMITS)


def test_parse_call_accepts_what_just_fits() -> None:
    call = parse_call("a=" + "b" * 20 + "&" + "c" * 20 + "=&d=%C3%A9", limits=LIMITS)

    assert pairs(call) == [("a", "b" * 20), ("c" * 20, ""), ("d", "é")]


def test_errors_never_show_a_value() -> None:
    with pytest.raises(ValueTooLong) as raised:
        parse_call("password=" + "secret" * 10, limits=LIMITS)

    assert str(raised.value) == "characters in parameter password: more than 20"


def test_call_takes_the_last_of_repeated_values_and_ignores_case() -> None:
    call = parse_call("Name=a&NAME=b")

    assert call.values("name") == ("a", "b")
    assert call.value("name") == "b"
    assert call.value("other") == ""


@pytest.mark.parametrize(
    ("query", "control", "target"),
    [
        (
            "~OkCode=ADDI&~TARGET=_parent&~CALLER=CTLG&returntarget=basket",
            Control("ADDI", "_parent", "CTLG"),
            "basket",
        ),
        ("~okcode=ADDI&~target=_top", Control("ADDI", "_top", ""), "_top"),
        ("", Control(), ""),
    ],
)
def test_call_reads_control_fields(query: str, control: Control, target: str) -> None:
    call = parse_call(query)

    assert (call.control, call.return_target) == (control, target)


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("", Function.SHOPPING),
        ("DETAIL", Function.DETAIL),
        (" validate ", Function.VALIDATE),
        ("BACKGROUND_SEARCH", Function.BACKGROUND_SEARCH),
        ("SOURCING", Function.SOURCING),
    ],
)
def test_parse_function_knows(text: str, function: Function) -> None:
    assert parse_function(text) is function


def test_parse_function_refuses_what_oci_lacks() -> None:
    with pytest.raises(FunctionUnknown, match="'ORDER'"):
        parse_function("ORDER")


def texts(charset: str, *, smallest: int = 0) -> st.SearchStrategy[str]:
    characters = st.characters(codec=CHARSETS[charset], exclude_characters="\0")
    return st.text(characters, min_size=smallest, max_size=20)


@pytest.mark.parametrize("charset", ["UTF-8", "ISO-8859-1", "ISO-8859-2"])
def test_build_query_round_trips(charset: str) -> None:
    @settings(max_examples=25)
    @given(st.lists(st.tuples(texts(charset, smallest=1), texts(charset)), max_size=4))
    def round_trip(parameters: list[tuple[str, str]]) -> None:
        query = build_query([*parameters, ("http_content_charset", charset)], charset=charset)

        call = parse_call(query)

        assert pairs(call)[:-1] == parameters

    round_trip()


@settings(max_examples=50)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_parse_call_raises_nothing_but_its_own_errors(query: bytes, body: bytes) -> None:
    with suppress(CallError):
        parse_call(query, body)
