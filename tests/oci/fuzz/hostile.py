"""What nobody sends by accident, and what buyers' systems send all the same: names, values, bytes, headers."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

# In places of which the journal promises to tell nothing.
MARK = "qZ7Mark9Xw"
NAME = "Zwaluwmark"
PHONE = "87654321"
MARKS = (MARK, NAME, PHONE)

# Lone surrogates stand for broken UTF-8, as for example Java writes it.
TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "\r\nSet-Cookie: a=b",
    "<script>alert(1)</script>",
    "\"><img src=x onerror='x'>",
    "{{7*7}}{% load x %}",
    "{0.__class__}",
    "{class.__init__}",
    "%s%n%(a)s",
    "'; DROP TABLE oci_punchout; --",
    "../../../etc/passwd",
    "\u202etxet",
    "\ufeff",
    "İstanbul",
    "ſtrasse ß €",
    "\U0001f697" * 20,
    "e\u0301" * 30,
    "x" * 101,
    "x" * 8_192,
    "x" * 8_193,
)
NUMBERS = (
    "0",
    "-1",
    "1.000",
    "1,5",
    "１２",
    "²",
    "1e400",
    "NaN",
    "Infinity",
    "9" * 400,
    "0.0000001",
    "1 000",
)
ADDRESSES = (
    "SAPEVENT:POST",
    "sapevent:",
    "SAPEVENT:javascript:alert(1)",
    "javascript:alert(1)//https://erp.example/oci",
    "data:text/html,<script>alert(1)</script>",
    "https://erp.example/oci",
    "https://erp.example/oci/../admin",
    "https://erp.example/oci%2f..%2fadmin",
    "https://erp.example\\@evil.example/oci",
    f"https://user:{MARK}@erp.example/oci",
    "https://erp.example@evil.example/oci",
    "https://erp.example./oci",
    "https://erp.example:443/oci",
    "https://erp.example:99999/oci",
    "https://erp.example:²/oci",
    "https://[::1/oci",
    "https://[::1]:x/oci",
    "https://[v1.x]/oci",
    "https://ⓔrp.example/oci",
    "https://erp。example/oci",
    "https://xn--a/oci",
    "https://xn--\udcff/oci",
    f"https://{'x' * 300}.example/oci",
    "//erp.example/oci",
    "https:/erp.example/oci",
    "https:erp.example/oci",
    "https:///oci",
    "https://",
    ":",
    "http://erp.example/oci",
    "ftp://erp.example/oci",
    "https://erp.example/oci\r\nX: y",
    " https://erp.example/oci\t",
    f"https://erp.example/oci;jsessionid={MARK}?sid={MARK}#{MARK}",
    f"https://erp.example/oci(sap={MARK})/x?{MARK}=",
    "https://erp.example/oci?" + "a=1&" * 2000,
)
MAILS = (
    "jan",
    "jan@",
    "@acme.example",
    f"{MARK}@acme.example",
    "a@b@c",
    "jan@[127.0.0.1]",
    "jän@acme.example",
)
# Where a number or a code is expected.
PERSONS = (
    f"Truus {NAME}",
    f"{NAME}, Truus",
    f"{NAME.upper()} TRUUS",
    f"4711 T. van {NAME}",
    f"06{PHONE}",
    f"{NAME} +31 6 {PHONE}",
    f"{MARK}@acme.example {NAME}",
)
# What is left of an address that nobody has percent-encoded; these have no value.
LEFTOVERS = (MARK, f"{MARK}==", f"{MARK}@acme.example", f"{NAME}", f"06{PHONE}")

# Hypothesis draws what stands in quotes in a test, too.
texts: SearchStrategy[str] = st.sampled_from(TEXTS) | st.text(max_size=40).filter(
    lambda text: not any(mark in text for mark in MARKS)
)
values: SearchStrategy[str] = st.one_of(
    texts,
    st.sampled_from(NUMBERS),
    st.sampled_from(ADDRESSES),
    st.sampled_from(MAILS),
    st.sampled_from(PERSONS),
    # With a value, what was a session at the end would be a name.
    st.tuples(st.sampled_from([one for one in ADDRESSES if not one.endswith("=")]), texts).map("".join),
)
charsets: SearchStrategy[str] = st.sampled_from(
    (
        "UTF-8",
        "utf8",
        "ISO-8859-1",
        "iso_8859-15",
        "windows-1250",
        "latin2",
        "utf-16",
        "utf-7",
        "idna",
        "base64",
    )
) | st.text(max_size=12)
codecs: SearchStrategy[str] = st.sampled_from(("utf-8", "cp1252", "iso8859_2", "iso8859_15", "utf-16"))
content_types: SearchStrategy[str] = st.sampled_from(
    (
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=iso-8859-1",
        "application/x-www-form-urlencoded; charset=klingon",
        "application/x-www-form-urlencoded; charset=\xff",
        "APPLICATION/X-WWW-FORM-URLENCODED;",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=" + "x" * 300,
        "multipart/form-data; boundary=\xff",
        "application/json",
        "text/plain",
        "text/xml; charset=utf-8",
        ";",
        "",
    )
) | st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=30)
methods: SearchStrategy[str] = st.sampled_from(
    (
        "GET",
        "POST",
        "POST",
        "HEAD",
        "PUT",
        "DELETE",
        "OPTIONS",
        "PATCH",
        "TRACE",
        "CONNECT",
        "PROPFIND",
        "get",
        "é",
    )
)
# As a WSGI server hands them over: latin-1 in the clothes of text.
headers: SearchStrategy[dict[str, str]] = st.fixed_dictionaries(
    {},
    optional={
        "HTTP_ACCEPT_LANGUAGE": st.sampled_from(
            ("nl", "en;q=x", "*", "zz-ZZ", "x" * 600, "\xff", "en-" * 200)
        ),
        "HTTP_COOKIE": st.sampled_from(
            ("", ";", "a", "=;=", "sessionid=\xff", "visit=" + "x" * 5000, "a=\0")
        ),
        "HTTP_REFERER": st.sampled_from(("", "x", "https://[", "\xff")),
        "HTTP_ORIGIN": st.sampled_from(("null", "https://evil.example", "https://[")),
        "HTTP_USER_AGENT": st.sampled_from(("", "\xff", "<script>")),
        "HTTP_X_FORWARDED_FOR": st.sampled_from(("", "unknown", "1.2.3.4, x", "\0")),
        "HTTP_X_HTTP_METHOD_OVERRIDE": st.just("DELETE"),
        "HTTP_TRANSFER_ENCODING": st.just("chunked"),
        "REMOTE_ADDR": st.sampled_from(
            ("", "unknown", "1.2.3.4:5678", "::1%eth0", "::ffff:1.2.3.4", "fe80::1", "\0", "\xff", "x" * 300)
        ),
    },
)
