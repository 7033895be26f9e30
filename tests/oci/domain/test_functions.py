"""Which function a call asks for; what comes of it is tested with the pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oci.domain.functions import asks_function, read_function
from oci.profiles import PROFILES, Profile, Spelling
from oci.protocol.call import Function, parse_call
from oci.protocol.errors import FunctionUnknown

GENERIC, IFS = PROFILES["generic_4_0"], PROFILES["ifs_cloud"]
SRM = PROFILES["sap_srm_7"]
LOOKUP = replace(IFS, spellings=(Spelling("mode", "lookup", Function.VALIDATE),))


@pytest.mark.parametrize(
    ("profile", "query", "function"),
    [
        (GENERIC, "", Function.SHOPPING),
        (GENERIC, "FUNCTION=", Function.SHOPPING),
        (GENERIC, "FUNCTION=+&~OkCode=ADDI", Function.SHOPPING),
        (GENERIC, "function=detail", Function.DETAIL),
        (GENERIC, "FUNCTION=VALIDATE", Function.VALIDATE),
        (GENERIC, "FUNCTION=BACKGROUND_SEARCH", Function.BACKGROUND_SEARCH),
        (GENERIC, "FUNCTION=SOURCING", Function.SOURCING),
        (GENERIC, "FUNCTION=PRODUCTDETAILS", Function.DETAIL),
        (GENERIC, "Function=+ProductDetails+", Function.DETAIL),
        (GENERIC, "~OkCode=DETAIL", Function.DETAIL),
        (SRM, "~OKCODE=detail", Function.DETAIL),
        (SRM, "~OkCode=DETAIL&FUNCTION=VALIDATE", Function.VALIDATE),
        (GENERIC, "~OkCode=ADDI&FUNCTION=PRODUCTDETAILS", Function.DETAIL),
        (IFS, "~OkCode=DETAIL", Function.SHOPPING),
        (LOOKUP, "MODE=Lookup", Function.VALIDATE),
    ],
)
def test_read_function_knows_the_spellings_of_the_profile(
    profile: Profile, query: str, function: Function
) -> None:
    call = parse_call(query)

    assert read_function(call, profile) is function
    assert asks_function(call, profile) is (function is not Function.SHOPPING)


@pytest.mark.parametrize(
    ("profile", "query"),
    [(GENERIC, "FUNCTION=DELETE"), (IFS, "FUNCTION=PRODUCTDETAILS"), (SRM, "FUNCTION=X&~OkCode=DETAIL")],
)
def test_a_function_that_nobody_knows_is_refused_and_is_no_shopping(profile: Profile, query: str) -> None:
    call = parse_call(query)

    assert asks_function(call, profile)
    with pytest.raises(FunctionUnknown):
        read_function(call, profile)
