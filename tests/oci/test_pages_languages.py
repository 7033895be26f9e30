"""An employee's pages from arrival to the way back, in the languages that only employees have."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from oci.models import Connection
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.flexfleet.marked_texts import CONTEXT_SEPARATOR
from tests.flexfleet.test_employee_translations import messages_in, strings_of
from tests.oci.buyers import make_buyer
from tests.oci.walk import Page, Walk, punch_out

pytestmark = pytest.mark.django_db

# A shorter word may be a word of the other language, or of a customer.
SHORTEST = len("Vehicle")


def english_on(page: Page, language: str) -> list[str]:
    """Our source texts that stand on a page untranslated."""
    return [text for text in _sources(language) if re.search(rf"\b{re.escape(text)}", page.text)]


def _sources(language: str) -> list[str]:
    texts = {
        key.partition(CONTEXT_SEPARATOR)[2] or key: strings_of(message)
        for key, message in messages_in(language).items()
    }
    return [text for text, strings in texts.items() if text not in strings and len(text) >= SHORTEST]


def stopped_short(walk: Walk, words: Mapping[str, str]) -> list[Page]:
    """The pages of a visit: arrival, mistakes, the price alone, the check, and the way back."""
    arrived = walk.arrive()
    mistaken = walk.press(
        arrived, words["check"], return_date="1-1-2020", driver="colleague", driver_phone="x"
    )
    checked = walk.press(arrived, words["check"], vehicle_class="CDMR", wish="Diesel")
    return [arrived, mistaken, checked, walk.press(checked, words["send"])]


@pytest.mark.parametrize(
    ("sent", "language", "words"),
    [
        ("D", "de", {"check": "Angaben prüfen", "send": "Anfrage senden und zurück zu SRM"}),
        ("DE", "de", {"check": "Angaben prüfen", "send": "Anfrage senden und zurück zu SRM"}),
        ("F", "fr", {"check": "Vérifier vos réponses", "send": "Envoyer la demande et revenir à SRM"}),
        ("fr-BE", "fr", {"check": "Vérifier vos réponses", "send": "Envoyer la demande et revenir à SRM"}),
    ],
)
def test_a_visit_is_in_the_language_that_the_call_names(
    acme: Customer, browse: Browse, sent: str, language: str, words: dict[str, str]
) -> None:
    with use_customer(acme):
        buyer = make_buyer()
    walk = punch_out(acme, buyer, browse(acme), {"LANGUAGE": sent, "costcentre": "4711"})

    pages = stopped_short(walk, words)

    assert [page.status for page in pages] == [200] * 4
    assert all(f'<html lang="{language}">' in page.html for page in pages)
    assert [english_on(page, language) for page in pages] == [[]] * 4


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("D", ("Diese Anbindung ist abgeschaltet", "Die Kundenbetreuung Ihrer Organisation bei Europcar")),
        (
            "F",
            ("Cette liaison est désactivée", "Le responsable de compte de votre organisation chez Europcar"),
        ),
    ],
)
def test_a_problem_is_told_in_the_language_that_the_call_names(
    acme: Customer, browse: Browse, language: str, told: tuple[str, ...]
) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        Connection.objects.update(status="off")

    response = browse(acme).get(f"/oci/srm/?{buyer.query({'LANGUAGE': language})}")

    page = Page(response.status_code, response.content.decode())
    assert page.status >= 400
    assert [text for text in told if text not in page.text] == []
    assert english_on(page, language.lower().replace("d", "de").replace("f", "fr")) == []
