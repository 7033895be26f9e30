"""The function BACKGROUND_SEARCH: all hits on one page, for a program."""

from __future__ import annotations

import pytest

from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import HOOK_URL
from tests.oci.views.asking import CAR, VAN, buyer_at, call, lines

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("", [CAR, VAN]),
        ("golf", [CAR]),
        ("GOLF*", [CAR]),
        ("compact golf", [CAR]),
        ("golf van", []),
        ("fvmd", [VAN]),
        ("team", [VAN]),
        ("vijf plaatsen", [CAR]),  # in another language than the call's
        ("economy", []),  # there, and not offered
        ("a" * 500, []),
    ],
)
def test_search_puts_all_hits_on_one_page(
    acme: Customer, browse: Browse, words: str, hits: list[dict[str, str]]
) -> None:
    buyer = buyer_at(acme)

    response = call(
        browse(acme), buyer, "BACKGROUND_SEARCH", {"SEARCHSTRING": words, "VENDOR": "1", "HOOK_URL": None}
    )

    assert (response.status_code, lines(response)) == (200, hits)


@pytest.mark.parametrize("words", ["golf", "nothing"])
@pytest.mark.parametrize("hook_url", [HOOK_URL, None])
def test_search_needs_neither_script_nor_cookie_and_submits_nothing(
    acme: Customer, browse: Browse, words: str, hook_url: str | None
) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "BACKGROUND_SEARCH", {"SEARCHSTRING": words, "HOOK_URL": hook_url})

    html = response.content.decode()
    assert not response.cookies
    for absent in ("<script", "data-auto", "<button", "<iframe"):
        assert absent not in html
