"""In which language a problem is told, and to whom its reader can turn."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tenants.context import use_customer
from tenants.models import Customer
from tenants.workspace.models import Profile
from tests.conftest import Browse
from tests.oci.buyers import make_buyer

pytestmark = pytest.mark.django_db

NOBODYS = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("asked", "language"), [("de-CH,en;q=0.5", "de"), ("it,fr;q=0.5", "fr"), ("it", "nl"), ("", "nl")]
)
@pytest.mark.parametrize(
    "address", ["/oci/srm/", "/oci/nowhere/", "/p/00000000-0000-4000-8000-000000000000/again/?code=x"]
)
def test_what_no_call_has_said_the_browser_says_or_else_the_customer(
    acme: Customer, browse: Browse, address: str, asked: str, language: str
) -> None:
    with use_customer(acme):
        make_buyer(networks="198.51.100.0/24")

    response = browse(acme).get(address, headers={"accept-language": asked})

    assert response.status_code in (403, 404)
    assert f'<html lang="{language}">' in response.content.decode()
    assert response.headers["Content-Language"] == language


def test_a_page_says_its_own_language_whatever_the_browser_asks_for(acme: Customer, browse: Browse) -> None:
    with use_customer(acme):
        opened = make_buyer().open({"LANGUAGE": "NL"}, now=timezone.now())
    address = f"/p/{opened.punch_out.public_id}/?code={opened.code}"
    client = browse(acme)

    pages = [client.get(address, headers={"accept-language": "en"}) for _time in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert [page.headers["Content-Language"] for page in pages] == ["nl", "nl"]
    assert ["Accept-Language" in page.headers.get("Vary", "") for page in pages] == [False, False]


def test_the_answer_to_a_function_says_its_language(acme: Customer, browse: Browse) -> None:
    with use_customer(acme):
        query = make_buyer().query({"FUNCTION": "BACKGROUND_SEARCH", "SEARCHSTRING": "x", "LANGUAGE": "NL"})

    answer = browse(acme).get(f"/oci/srm/?{query}", headers={"accept-language": "en"})

    assert (answer.status_code, answer.headers["Content-Language"]) == (200, "nl")


def test_a_problem_names_whom_to_ask(acme: Customer, browse: Browse) -> None:
    with use_customer(acme):
        Profile.objects.update(contact_email="help@europcar.example", contact_phone="020 123 45 67")

    page = browse(acme).get("/oci/nowhere/").content.decode()

    assert 'href="mailto:help@europcar.example"' in page
    assert "020 123 45 67" in page
