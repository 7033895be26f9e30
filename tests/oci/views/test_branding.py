from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci.views.branding import DARK_SURFACE, LIGHT_SURFACE, readable_on
from tenants.colour import READABLE, contrast
from tenants.models import Customer
from tests.conftest import Browse

COLOURS = st.binary(min_size=3, max_size=3).map(lambda channels: f"#{channels.hex()}")


@given(COLOURS)
def test_any_colour_is_made_readable_on_light_and_dark(colour: str) -> None:
    for surface in (LIGHT_SURFACE, DARK_SURFACE):
        assert contrast(readable_on(surface, colour), surface) >= READABLE


def test_a_readable_colour_stays_as_it_is() -> None:
    assert readable_on(LIGHT_SURFACE, "#0b4da2") == "#0b4da2"


@pytest.mark.django_db
def test_stylesheet_holds_one_colour_and_may_be_kept_for_a_year(acme: Customer, browse: Browse) -> None:
    response = browse(acme).get("/p/brand-0b4da2.css")

    assert response.content.decode().splitlines() == [
        ":root{--brand:#0b4da2;--brand-ink:#ffffff}",
        ":root{--brand-text:#0b4da2}",
        "@media(prefers-color-scheme:dark){:root{--brand-text:#608bc3}}",
    ]
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("colour", ["0B4DA2", "fff", "0b4da2;", "zzzzzz"])
def test_stylesheet_takes_nothing_but_a_colour(acme: Customer, browse: Browse, colour: str) -> None:
    response = browse(acme).get(f"/p/brand-{colour}.css")

    assert response.status_code == 404
