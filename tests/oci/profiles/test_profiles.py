"""The data fits the models: each profile can be taken as it stands."""

from __future__ import annotations

import pytest

from oci.enums import Feeds, Lines, Source
from oci.models import Connection, ParameterMapping
from oci.models.connection import GENERIC
from oci.models.validators import validate_field_name
from oci.profiles import PROFILES, Profile
from oci.profiles.profile import STANDARD
from oci.protocol.call import parse_function
from oci.protocol.charsets import CHARSETS

EVERY = pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
LONGEST_CODE = 30


def test_profiles_are_known_by_their_codes_and_begin_with_that_of_a_new_connection() -> None:
    assert [profile.code for profile in PROFILES.values()] == list(PROFILES)
    assert next(iter(PROFILES)) == Connection().profile == GENERIC
    assert len({profile.name for profile in PROFILES.values()}) == len(PROFILES)
    assert max(map(len, PROFILES)) <= LONGEST_CODE


def test_the_standard_options_are_those_of_a_new_connection() -> None:
    connection = Connection()

    assert {name: getattr(connection, name) for name in STANDARD} == dict(STANDARD)


@EVERY
def test_options_are_valid_for_a_connection(profile: Profile) -> None:
    connection = Connection(slug="srm", name="SRM", profile=profile.code, **profile.options)

    connection.full_clean(validate_unique=False, validate_constraints=False)

    assert set(profile.options) == set(STANDARD)


@EVERY
def test_parameters_bring_the_requester_and_feed_what_there_is(profile: Profile) -> None:
    mappings = [ParameterMapping(parameter=one.name, feeds=one.feeds) for one in profile.parameters]

    for mapping in mappings:
        mapping.full_clean(exclude=["connection"], validate_unique=False, validate_constraints=False)

    fed = [one.feeds for one in profile.parameters if one.feeds != Feeds.FIELD]
    assert {Feeds.REQUESTER_EMAIL, Feeds.REQUESTER_NAME} <= set(fed)
    assert len(set(fed)) == len(fed)


@EVERY
def test_cart_fields_are_written_as_the_models_write_them(profile: Profile) -> None:
    for one in profile.cart_fields:
        validate_field_name(one.field)

    assert {one.kind for one in profile.cart_fields} <= set(Source.values)
    assert {one.lines for one in profile.cart_fields} <= set(Lines.values)


@EVERY
def test_spellings_are_not_the_functions_own(profile: Profile) -> None:
    said = [(one.parameter.casefold(), one.value.casefold()) for one in profile.spellings]

    assert len(set(said)) == len(said)
    assert all(parse_function(one.function.value) is one.function for one in profile.spellings)
    assert ("~okcode", "addi") not in said


@EVERY
def test_calls_can_be_played_and_come_by_the_method_that_is_taken(profile: Profile) -> None:
    call = profile.call
    hook_url = call.hook_url.format(origin="http://127.0.0.1:8970", token="t0ken")

    assert call.charset in CHARSETS
    assert profile.options["method"] in ("both", call.method.lower())
    assert call.cancel_parameter in ("", profile.options["cancel_parameter"])
    assert hook_url.startswith(("http://127.0.0.1:8970/", "SAPEVENT:"))
    assert profile.options["allow_sap_event"] is hook_url.startswith("SAPEVENT:")
