from __future__ import annotations

import pytest

from oci.buyer.calling import PLAIN, Key, build_entry, build_hook_url
from oci.buyer.punch_out import Entry
from oci.profiles import PROFILES, BuyerCall
from oci.protocol.call import build_query, parse_call
from oci.protocol.signature import EXPIRES, check_expiry, check_signature

ADDRESS = "https://acme.flexfleet.example/oci/srm/"
ORIGIN = "http://127.0.0.1:8970"
CREDENTIALS = (("USERNAME", "shop"), ("PASSWORD", "s3cret"))
REQUESTER = (("oci_usermail", "jan@acme.example"), ("oci_userfullname", "Jan"))
NOW = 1_800_000_000


def entry(call: BuyerCall, *given: tuple[str, str], method: str = "", key: Key | None = None) -> Entry:
    return build_entry(
        address=ADDRESS,
        call=call,
        given=(*CREDENTIALS, *given),
        requester=REQUESTER,
        hook_parameter="HOOK_URL",
        hook_url="https://erp.example/hook?uniqueid=1",
        origin=ORIGIN,
        method=method,
        key=key,
        now=NOW,
    )


def test_a_plain_call_has_what_is_given_the_requester_and_hook_url_last() -> None:
    assert entry(PLAIN) == Entry(
        ADDRESS,
        "POST",
        (*CREDENTIALS, *REQUESTER, ("HOOK_URL", "https://erp.example/hook?uniqueid=1")),
        "https://erp.example/hook?uniqueid=1",
        "UTF-8",
    )


def test_a_profile_calls_by_its_method_in_its_charset_with_its_parameters() -> None:
    ifs, srm = entry(PROFILES["ifs_cloud"].call), entry(PROFILES["sap_srm_7"].call, method="GET")

    assert (ifs.method, ifs.charset) == ("GET", "UTF-8")
    assert ifs.parameters == (
        *CREDENTIALS,
        ("OCIVERSION", "4.0"),
        ("SENDERID", "FLEXFLEET"),
        ("NEW_ITEM-VENDOR", "100042"),
        ("ACCOUNT_CODE", ""),
        ("AGREEMENT_NO", ""),
        *REQUESTER,
        ("OCICANCEL", f"{ORIGIN}/cancel"),
        ("HOOK_URL", "https://erp.example/hook?uniqueid=1"),
    )
    assert (srm.method, srm.charset) == ("GET", "ISO-8859-1")
    assert dict(srm.parameters)["~OkCode"] == "ADDI"


def test_what_is_given_goes_before_what_the_profile_and_the_requester_have() -> None:
    call = entry(PROFILES["ifs_cloud"].call, ("senderid", "ACME"), ("OCI_USERMAIL", "anna@acme.example"))

    values = parse_call(build_query(call.parameters))
    assert values.values("SENDERID") == ("ACME",)
    assert values.values("oci_usermail") == ("anna@acme.example",)


def test_a_key_signs_everything_for_five_minutes() -> None:
    signed = entry(PROFILES["sap_srm_7"].call, key=Key("k1", "topsecret"))

    call = parse_call(build_query(signed.parameters, charset=signed.charset))
    check_signature(call, secret="topsecret")
    check_expiry(call, now=NOW + 299)
    assert call.value(EXPIRES) == str(NOW + 300)


@pytest.mark.parametrize(
    ("code", "beginning"),
    [
        ("generic_4_0", f"{ORIGIN}/return?visit="),
        ("ifs_cloud", f"{ORIGIN}/punchout/return?uniqueid="),
        ("odoo", f"{ORIGIN}/edi_punchout/return/"),
        ("sap_gui_ecc", "SAPEVENT:POST"),
    ],
)
def test_hook_url_is_the_profiles_and_another_at_each_visit(code: str, beginning: str) -> None:
    first, second = (build_hook_url(PROFILES[code].call, origin=ORIGIN) for _ in range(2))

    assert first.startswith(beginning)
    assert second.startswith(beginning)
    assert (first == second) is (code == "sap_gui_ecc")
