from __future__ import annotations

import pytest

from oci.secret_names import is_credential, may_be_secret


@pytest.mark.parametrize(
    "name",
    [
        "PASSWORD",
        "passwd",
        "UserPass",
        "~LoginPassword",
        "~login",
        "PWD",
        "pw",
        "user_pw",
        "Kennwort",
        "wachtwoord",
        "client_secret",
        "API-Key",
        "ff_signature",
    ],
)
def test_a_credential_is_told_by_its_name(name: str) -> None:
    assert is_credential(name)
    assert may_be_secret(name)


@pytest.mark.parametrize("name", ["SessionKey", "sap-sessionid", "access_token", "Cookie", "author", "key"])
def test_a_session_may_be_secret_and_is_no_credential(name: str) -> None:
    assert may_be_secret(name)
    assert not is_credential(name)


@pytest.mark.parametrize(
    "name", ["passengers", "passport", "compass", "secretary", "FF_KEY", "pwr", "wbs", ""]
)
def test_what_only_sounds_alike_is_no_credential(name: str) -> None:
    assert not is_credential(name)


@pytest.mark.parametrize("name", ["FF_KEY", "wbs", "cost_centre", "HOOK_URL", "~OkCode", "oci_usermail", ""])
def test_what_says_nothing_of_the_kind_is_no_secret(name: str) -> None:
    assert not may_be_secret(name)
