from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.protocol.call import build_query
from oci.protocol.charsets import CHARSETS
from oci.protocol.errors import (
    HookUrlError,
    HookUrlMalformed,
    HookUrlMissing,
    HookUrlNotAccepted,
    HookUrlNotHttps,
    HookUrlScheme,
    ReturnRuleMalformed,
)
from oci.protocol.hook_url import (
    ReturnRule,
    check_hook_url,
    match_hook_url,
    parse_hook_url,
    parse_return_rule,
    split_query,
)


@pytest.mark.parametrize(
    ("text", "origin", "path"),
    [
        # Realistic: SRM, S/4HANA, IFS with its session in the query, AFAS, a customer's own portal.
        (
            "https://srm.acme.example/sap/bc/bsp/sapsrm/oci_return(bD1ubCZjPTEwMA==)/hook.do",
            "https://srm.acme.example",
            "/sap/bc/bsp/sapsrm/oci_return(bD1ubCZjPTEwMA==)/hook.do",
        ),
        ("https://my300.s4hana.example:44300/ui?sap-x=1", "https://my300.s4hana.example:44300", "/ui"),
        ("https://ifs.example/oci?session=a%7Cb&x={1}|2", "https://ifs.example", "/oci"),
        ("https://portal.example/return#basket", "https://portal.example", "/return"),
        # Synthetic: case, default ports, no path.
        ("HTTPS://ERP.Example:443", "https://erp.example", "/"),
        ("https://erp.example:/", "https://erp.example", "/"),
        ("https://erp.example:0443/", "https://erp.example", "/"),
        ("https://erp.example./", "https://erp.example.", "/"),
        ("https://erp_test.example/", "https://erp_test.example", "/"),
        ("https://erp.example?a=1", "https://erp.example", "/"),
        # Hosts that are addresses.
        ("https://192.0.2.7/", "https://192.0.2.7", "/"),
        ("https://[2001:DB8:0:0::1]:8443/x", "https://[2001:db8::1]:8443", "/x"),
        # International names.
        ("https://bücher.example/", "https://xn--bcher-kva.example", "/"),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example", "/"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example", "/"),
        # Dot segments.
        ("https://erp.example/a/./b/../c", "https://erp.example", "/a/c"),
        ("https://erp.example/a/%2e%2E/b", "https://erp.example", "/b"),
        ("https://erp.example/../../x", "https://erp.example", "/x"),
        ("https://erp.example/a/..", "https://erp.example", "/"),
        ("https://erp.example/a/.", "https://erp.example", "/a/"),
        ("https://erp.example//a", "https://erp.example", "//a"),
    ],
)
def test_parse_hook_url_reads(text: str, origin: str, path: str) -> None:
    hook_url = parse_hook_url(text)

    assert (hook_url.text, hook_url.origin, hook_url.path) == (text, origin, path)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", HookUrlMissing),
        ("   ", HookUrlMissing),
        ("http://erp.example/", HookUrlNotHttps),
        ("javascript:alert(1)", HookUrlScheme),
        ("JavaScript:alert(1)", HookUrlScheme),
        ("data:text/html,x", HookUrlScheme),
        ("ftp://erp.example/", HookUrlScheme),
        ("mailto:a@example.org", HookUrlScheme),
        ("SAPEVENT:POST", HookUrlScheme),
        ("erp.example/return", HookUrlMalformed),
        ("//erp.example/return", HookUrlMalformed),
        ("/return", HookUrlMalformed),
        ("https:erp.example", HookUrlMalformed),
        ("https:/erp.example", HookUrlMalformed),
        ("https:///erp.example", HookUrlMalformed),
        ("https://", HookUrlMalformed),
        ("https://?a", HookUrlMalformed),
        ("https://user@erp.example/", HookUrlMalformed),
        ("https://erp.example@evil.example/", HookUrlMalformed),
        ("https://user:pw@erp.example/", HookUrlMalformed),
        ("https://erp.example\\@evil.example/", HookUrlMalformed),
        ("https:\\\\erp.example/", HookUrlMalformed),
        ("https://erp.example/a b", HookUrlMalformed),
        (" https://erp.example/", HookUrlMalformed),
        ("https://erp.example/\n", HookUrlMalformed),
        ("https://erp.example/\u2028", HookUrlMalformed),
        ("https://erp.example/\x85", HookUrlMalformed),
        ("java\tscript:alert(1)", HookUrlMalformed),
        ("https://erp.example:0/", HookUrlMalformed),
        ("https://erp.example:65536/", HookUrlMalformed),
        ("https://erp.example:80x/", HookUrlMalformed),
        ("https://erp.example:8:8/", HookUrlMalformed),
        ("https://erp.example:\u0664\u0664/", HookUrlMalformed),
        ("https://.example/", HookUrlMalformed),
        ("https://a..example/", HookUrlMalformed),
        ("https://-a.example/", HookUrlMalformed),
        ("https://a,b.example/", HookUrlMalformed),
        ("https://a;b.example/", HookUrlMalformed),
        ("https://" + "a" * 64 + ".example/", HookUrlMalformed),
        ("https://" + "a." * 200 + "example/", HookUrlMalformed),
        ("https://erp%2eexample/", HookUrlMalformed),
        # 127.0.0.1 in disguise.
        ("https://2130706433/", HookUrlMalformed),
        ("https://0x7f.1/", HookUrlMalformed),
        ("https://127.1/", HookUrlMalformed),
        ("https://0177.0.0.1/", HookUrlMalformed),
        ("https://127.0.0.1./", HookUrlMalformed),
        ("https://[::1/", HookUrlMalformed),
        ("https://[fe80::1%25eth0]/", HookUrlMalformed),
        ("https://[::1]x/", HookUrlMalformed),
        ("https://[zz]/", HookUrlMalformed),
        # Read differently by different versions of IDNA, or turned into ASCII marks.
        ("https://faß.example/", HookUrlMalformed),
        ("https://erp。example/", HookUrlMalformed),
        ("https://ｅｒｐ.example/", HookUrlMalformed),
        ("https://erp.example℀evil.example/", HookUrlMalformed),
        ("https://" + "ü" * 80 + ".example/", HookUrlMalformed),
        ("https://erp.example/a/..;x/b", HookUrlMalformed),
        ("https://erp.example/a/%2e%2e;x/b", HookUrlMalformed),
    ],
)
def test_parse_hook_url_refuses(text: str, error: type[HookUrlError]) -> None:
    with pytest.raises(error):
        parse_hook_url(text)


def test_parse_hook_url_takes_http_where_allowed() -> None:
    hook_url = parse_hook_url("http://buyer.localhost:9000/return?x=1", allow_http=True)

    assert (hook_url.origin, hook_url.path) == ("http://buyer.localhost:9000", "/return")


def test_parse_hook_url_takes_sap_event_where_allowed() -> None:
    hook_url = parse_hook_url("SAPEVENT:POST", allow_sap_event=True)

    assert (hook_url.text, hook_url.origin, hook_url.is_sap_event) == ("SAPEVENT:POST", "sapevent:", True)


@pytest.mark.parametrize(
    ("origin", "path_prefix", "expected"),
    [
        ("https://erp.example", "/", ReturnRule("https://erp.example", "/")),
        ("https://ERP.example:443/", "/", ReturnRule("https://erp.example", "/")),
        ("http://127.0.0.1:9000", "/", ReturnRule("http://127.0.0.1:9000", "/")),
        ("https://erp.example", "/sap/", ReturnRule("https://erp.example", "/sap")),
        ("https://erp.example", "/a/../b", ReturnRule("https://erp.example", "/b")),
        ("https://bücher.example", "/", ReturnRule("https://xn--bcher-kva.example", "/")),
    ],
)
def test_parse_return_rule_normalises(origin: str, path_prefix: str, expected: ReturnRule) -> None:
    assert parse_return_rule(origin, path_prefix) == expected


@pytest.mark.parametrize(
    ("origin", "path_prefix"),
    [
        ("", "/"),
        ("erp.example", "/"),
        ("https://", "/"),
        ("https://*.example", "/"),
        ("https://erp.example/sap", "/"),
        ("https://erp.example?x", "/"),
        ("https://erp.example", ""),
        ("https://erp.example", "sap"),
        ("https://erp.example", "/a?b"),
        ("https://erp.example", "/a%2fb"),
        ("https://erp.example", "/a b"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_parse_return_rule_refuses(origin: str, path_prefix: str) -> None:
    with pytest.raises(ReturnRuleMalformed):
        parse_return_rule(origin, path_prefix)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        # Whole segments only.
        ("https://erp.example/oci", True),
        ("https://erp.example/oci/", True),
        ("https://erp.example/oci/return?x=1", True),
        ("https://erp.example/oci/./return", True),
        ("https://erp.example/ocix", False),
        ("https://erp.example/", False),
        ("https://erp.example/OCI/", False),
        ("https://erp.example//oci/", False),
        # This origin only.
        ("https://erp.example:8443/oci", False),
        ("https://erp.example.evil.example/oci", False),
        ("https://www.erp.example/oci", False),
        ("https://erp.example./oci", False),
        # Out of the path by a detour, as a browser or a server may read it.
        ("https://erp.example/oci/../admin", False),
        ("https://erp.example/oci/%2e%2e/admin", False),
        ("https://erp.example/oci/..%2fadmin", False),
        ("https://erp.example/oci/%2e%2e%2fadmin", False),
        ("https://erp.example/oci/%252e%252e%252fadmin", False),
        ("https://erp.example/oci/..%5cadmin", False),
        ("https://erp.example/oci/..%3bx/admin", False),
        ("https://erp.example/oci/%2525252525252e/admin", False),
        # Encoded, but harmless.
        ("https://erp.example/oci/a%2fb%20c", True),
        ("https://erp.example/oci/100%25", True),
    ],
)
def test_match_hook_url_compares_origin_and_path(text: str, *, accepted: bool) -> None:
    rule = parse_return_rule("https://erp.example", "/oci")

    found = match_hook_url(parse_hook_url(text), [rule])

    assert found == (rule if accepted else None)


def test_match_hook_url_takes_the_first_that_accepts() -> None:
    rules = [
        parse_return_rule("https://other.example"),
        parse_return_rule("https://erp.example", "/a"),
        parse_return_rule("https://erp.example"),
    ]

    assert match_hook_url(parse_hook_url("https://erp.example/b"), rules) == rules[2]


def test_check_hook_url_names_the_origin_and_nothing_else() -> None:
    hook_url = parse_hook_url("https://erp.example/oci?session=secret")

    with pytest.raises(HookUrlNotAccepted, match=r"return address at https://erp\.example is not"):
        check_hook_url(hook_url, [])


@settings(max_examples=50)
@given(st.text(max_size=80) | st.text(max_size=60).map(lambda rest: "https://" + rest))
def test_parse_hook_url_raises_nothing_but_its_own_errors(text: str) -> None:
    with suppress(HookUrlError):
        hook_url = parse_hook_url(text, allow_http=True, allow_sap_event=True)
        match_hook_url(hook_url, [ReturnRule(hook_url.origin, "/a")])
        assert hook_url.text == text
        assert hook_url.origin.isascii()


@pytest.mark.parametrize(
    ("text", "charset", "action", "fields"),
    [
        ("https://e.example/in", "UTF-8", "https://e.example/in", ()),
        ("https://e.example/in?", "UTF-8", "https://e.example/in", ()),
        (
            "https://e.example/in?a=1&b=&c",
            "UTF-8",
            "https://e.example/in",
            (("a", "1"), ("b", ""), ("c", "")),
        ),
        ("https://e.example/in?a=1&&a=2", "UTF-8", "https://e.example/in", (("a", "1"), ("a", "2"))),
        ("https://e.example/in?a=x+y%2Bz%3D", "UTF-8", "https://e.example/in", (("a", "x y+z="),)),
        ("https://e.example/in?a=1=2", "UTF-8", "https://e.example/in", (("a", "1=2"),)),
        ("https://e.example/in?a=%C3%A9", "UTF-8", "https://e.example/in", (("a", "é"),)),
        ("https://e.example/in?a=%E9", "ISO-8859-1", "https://e.example/in", (("a", "é"),)),
        ("https://e.example/in?a=1#there?b", "UTF-8", "https://e.example/in#there?b", (("a", "1"),)),
        ("https://e.example/in?a=100%", "UTF-8", "https://e.example/in", (("a", "100%"),)),
        ("SAPEVENT:POST?a=1", "UTF-8", "SAPEVENT:POST?a=1", ()),
    ],
)
def test_split_query_makes_fields_of_it(
    text: str, charset: str, action: str, fields: tuple[tuple[str, str], ...]
) -> None:
    hook_url = parse_hook_url(text, allow_sap_event=True)

    assert split_query(hook_url, charset=charset) == (action, fields)


@pytest.mark.parametrize("query", ["a=%E9", "%E9=a", "=1", "a=1&=2"])
def test_split_query_refuses_what_a_browser_would_post_otherwise(query: str) -> None:
    hook_url = parse_hook_url(f"https://e.example/in?{query}")

    with pytest.raises(HookUrlMalformed):
        split_query(hook_url, charset="UTF-8")


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_split_query_is_posted_as_it_came(charset: str) -> None:
    encodable = st.text(st.characters(codec=CHARSETS[charset], exclude_characters="\r\n\0"), max_size=10)

    @settings(max_examples=20)
    @given(st.lists(st.tuples(encodable.filter(bool), encodable), max_size=4))
    def round_trip(parameters: list[tuple[str, str]]) -> None:
        query = build_query(parameters, charset=charset)
        hook_url = parse_hook_url(f"https://e.example/in?{query}")

        _action, fields = split_query(hook_url, charset=charset)

        assert build_query(fields, charset=charset) == query

    round_trip()
