from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection as database
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Rate, VehicleClass
from oci.enums import Event, Outcome, Unpriced, VendorMaterial
from oci.models import JournalEntry, PunchOut, ReturnOrigin
from oci.protocol.errors import CartEmpty
from oci.protocol.return_form import parse_returned
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import HOOK_URL, Buyer, Changes, make_buyer
from tests.oci.walk import Page

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
# Functions come from the buyer's server: it knows no employee and wants nothing back but the page.
WITHOUT_EMPLOYEE = {"oci_usermail": None, "oci_userfullname": None}


def buyer_at(customer: Customer, **options: Any) -> Buyer:
    """A buyer, and two classes on offer: a compact car with two rates, and a van without any."""
    with use_customer(customer):
        VehicleClass.objects.exclude(code__in=["CDMR", "FVMD"]).update(is_active=False)
        Rate.objects.all().delete()
        car, van = (VehicleClass.objects.get(code=code) for code in ("CDMR", "FVMD"))
        VehicleClass.objects.filter(pk=car.pk).update(
            name_en="Compact",
            examples="VW Golf",
            description_en="Five seats.",
            description_nl="Vijf plaatsen.",
        )
        VehicleClass.objects.filter(pk=van.pk).update(
            name_en="Van, nine seats", examples="", description_en="Room for a team."
        )
        for from_days, price in [(1, "48.50"), (7, "39.00")]:
            Rate.objects.create(vehicle_class=car, from_days=from_days, price_per_day=Decimal(price))
        return make_buyer(**options)


def call(client: Client, buyer: Buyer, function: str, changes: Changes | None = None) -> HttpResponse:
    query = buyer.query({"FUNCTION": function, "LANGUAGE": "EN", **WITHOUT_EMPLOYEE, **(changes or {})})
    response = client.post("/oci/srm/", query, content_type=FORM)
    assert isinstance(response, HttpResponse)
    return response


def lines(response: HttpResponse) -> list[dict[str, str]]:
    """The lines of the page's form, as a program reads them; none when there is no form."""
    page = Page(response.status_code, response.content.decode(response.charset))
    fields = page.form.fields.items() if page.forms else ()
    try:
        return [dict(item.fields) for item in parse_returned(fields).cart.items]
    except CartEmpty:
        return []


def last_entry(customer: Customer) -> JournalEntry:
    with use_customer(customer):
        return JournalEntry.objects.latest("id")


CAR = {
    "DESCRIPTION": "Compact",
    "QUANTITY": "1",
    "UNIT": "DAY",
    "PRICE": "48.50",
    "CURRENCY": "EUR",
    "PRICEUNIT": "1",
    "LONGTEXT": "VW Golf or similar\nFive seats.",
    "VENDORMAT": "CDMR",
    "EXT_PRODUCT_ID": "CDMR",
}
VAN = {
    "DESCRIPTION": "Van, nine seats",
    "QUANTITY": "1",
    "UNIT": "DAY",
    "PRICE": "0.00",
    "CURRENCY": "EUR",
    "PRICEUNIT": "1",
    "LONGTEXT": "Room for a team.\nPrice per contract",
    "VENDORMAT": "FVMD",
    "EXT_PRODUCT_ID": "FVMD",
}


# --- DETAIL ---------------------------------------------------------------------------------------------------


def test_detail_shows_the_class_and_returns_nothing(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "DETAIL", {"PRODUCTID": "CDMR"})

    page = Page(response.status_code, response.content.decode())
    assert (page.status, page.forms) == (200, [])
    for words in (
        "Compact",
        "VW Golf or similar",
        "Five seats.",
        "From 1 day",
        "€48.50",
        "From 7 days",
        "€39.00",
    ):
        assert words in page.text
    assert "form-action 'self'" in response.headers["Content-Security-Policy"]
    with use_customer(acme):
        assert not PunchOut.objects.exists()


def test_detail_says_when_the_price_is_as_the_contract_says(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "DETAIL", {"PRODUCTID": "FVMD"})

    assert "Price per contract" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"PRODUCTID": "EDMR"}, 404, "PRODUCT_UNKNOWN"),  # there, and not offered
        ({"PRODUCTID": "nothing"}, 404, "PRODUCT_UNKNOWN"),
        ({"PRODUCTID": " "}, 400, "PRODUCT_ID_MISSING"),
        ({}, 400, "PRODUCT_ID_MISSING"),
    ],
)
def test_detail_of_what_is_not_offered(
    acme: Customer, browse: Browse, changes: Changes, status: int, code: str
) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "DETAIL", changes)

    assert (response.status_code, last_entry(acme).problem) == (status, code)
    assert code in response.content.decode()


# --- VALIDATE -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "item"),
    [
        ({}, CAR),
        ({"QUANTITY": "1.000"}, CAR),
        ({"QUANTITY": "6"}, {**CAR, "QUANTITY": "6"}),
        ({"QUANTITY": "7"}, {**CAR, "QUANTITY": "7", "PRICE": "39.00"}),
        ({"QUANTITY": "0.5"}, {**CAR, "QUANTITY": "0.5"}),
        ({"PRODUCTID": " CDMR "}, CAR),
        ({"PRODUCTID": "FVMD"}, VAN),
    ],
)
def test_validate_answers_with_exactly_that_item(
    acme: Customer, browse: Browse, changes: Changes, item: dict[str, str]
) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR", **changes})

    assert (response.status_code, lines(response)) == (200, [item])


def test_validate_goes_back_by_script_and_by_button(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR", "~OkCode": "ADDI"})

    html = response.content.decode()
    page = Page(response.status_code, html)
    assert (page.form.action, list(page.form.buttons)) == (HOOK_URL, ["Return to SRM"])
    assert page.form.fields["~OkCode"] == "ADDI"
    assert "data-auto" in html
    assert 'src="/static/oci/back.js"' in html
    assert "form-action https://erp.example" in response.headers["Content-Security-Policy"]


def test_validate_waits_for_the_button_where_the_connection_says_so(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme, auto_submit=False)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR"})

    assert "data-auto" not in response.content.decode()


def test_validate_without_a_return_address_is_only_read(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR", "HOOK_URL": None})

    html = response.content.decode()
    page = Page(response.status_code, html)
    assert (page.form.action, page.form.buttons) == ("", {})
    assert lines(response) == [CAR]
    assert "<script" not in html
    assert "form-action 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("product_id", ["EDMR", "nothing"])
def test_validate_of_what_is_gone_has_no_data_at_all(acme: Customer, browse: Browse, product_id: str) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": product_id})

    html = response.content.decode()
    assert response.status_code == 200
    assert "<form" not in html
    assert "NEW_ITEM" not in html
    assert "<script" not in html
    assert "This vehicle class is not offered any more." in html


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"PRODUCTID": None}, 400, "PRODUCT_ID_MISSING"),
        ({"QUANTITY": "0"}, 400, "QUANTITY_MALFORMED"),
        ({"QUANTITY": "1,000"}, 400, "QUANTITY_MALFORMED"),
        ({"QUANTITY": "many"}, 400, "QUANTITY_MALFORMED"),
        ({"HOOK_URL": "https://evil.example/"}, 403, "HOOK_URL_NOT_ACCEPTED"),
        ({"HOOK_URL": "javascript:alert(1)"}, 400, "HOOK_URL_SCHEME"),
    ],
)
def test_validate_refuses(acme: Customer, browse: Browse, changes: Changes, status: int, code: str) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR", **changes})

    assert (response.status_code, last_entry(acme).problem) == (status, code)
    assert "NEW_ITEM" not in response.content.decode()


# --- BACKGROUND_SEARCH ----------------------------------------------------------------------------------------


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


# --- All of them ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", ["DETAIL", "VALIDATE", "BACKGROUND_SEARCH", "SOURCING", "ORDER"])
@pytest.mark.parametrize("changes", [{"PASSWORD": "wrong"}, {"USERNAME": None}])
def test_functions_check_credentials_before_anything_else(
    acme: Customer, browse: Browse, function: str, changes: Changes
) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, function, changes)

    assert (response.status_code, last_entry(acme).problem) == (403, "CREDENTIALS_WRONG")


@pytest.mark.parametrize(
    ("function", "code"),
    [
        ("SOURCING", "FUNCTION_NOT_OFFERED"),
        ("ORDER", "FUNCTION_UNKNOWN"),
        ("sourcing", "FUNCTION_NOT_OFFERED"),
    ],
)
def test_other_functions_are_refused(acme: Customer, browse: Browse, function: str, code: str) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, function)

    assert (response.status_code, last_entry(acme).problem) == (400, code)


@pytest.mark.parametrize(
    ("function", "changes", "detail"),
    [
        ("DETAIL", {"PRODUCTID": "CDMR"}, "DETAIL CDMR"),
        ("validate", {"PRODUCTID": "CDMR"}, "VALIDATE 1"),
        ("VALIDATE", {"PRODUCTID": "gone"}, "VALIDATE 0"),
        (" BACKGROUND_SEARCH ", {}, "BACKGROUND_SEARCH 2"),
    ],
)
def test_functions_are_journalled_and_open_no_visit(
    acme: Customer, browse: Browse, function: str, changes: Changes, detail: str
) -> None:
    buyer = buyer_at(acme)

    call(browse(acme), buyer, function, changes)

    entry = last_entry(acme)
    assert (entry.event, entry.outcome, entry.detail) == (Event.CALL, Outcome.ACCEPTED, detail)
    assert ["PASSWORD", "•••"] in entry.parameters
    with use_customer(acme):
        assert not PunchOut.objects.exists()
        assert buyer.connection.credentials.get().last_used_at is not None


def test_functions_follow_the_connection(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(
        acme,
        vendor_number="100042",
        material_group="7810",
        day_unit="TAG",
        unpriced=Unpriced.OMIT,
        vendor_material=VendorMaterial.REFERENCE,
    )

    (van,) = lines(call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "FVMD"}))

    expected = {**VAN, "VENDOR": "100042", "MATGROUP": "7810", "UNIT": "TAG"}
    assert van == {name: value for name, value in expected.items() if name not in ("PRICE", "CURRENCY")}


def test_a_line_that_would_be_lost_is_refused_with_its_findings(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme, day_unit="")

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR"})

    entry = last_entry(acme)
    assert (response.status_code, entry.problem) == (409, "PRODUCT_NOT_SENDABLE")
    assert [one["rule"] for one in entry.findings] == ["FIELD_MISSING_WITHOUT"]


def test_what_some_receivers_dislike_is_journalled(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "FVMD"})

    assert [one["rule"] for one in last_entry(acme).findings] == ["PRICE_ZERO"]


@pytest.mark.parametrize(
    ("charset", "name"),
    [("UTF-8", "Combi “Plus”"), ("ISO-8859-1", 'Combi "Plus"'), ("windows-1250", "Combi “Plus”")],
)
def test_the_page_is_in_the_charset_of_the_call(
    acme: Customer, browse: Browse, charset: str, name: str
) -> None:
    buyer = buyer_at(acme)
    with use_customer(acme):
        VehicleClass.objects.filter(code="CDMR").update(name_en="Combi “Plus”", description_en="Łódź")

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR", "http_content_charset": charset})

    assert response.headers["Content-Type"] == f"text/html; charset={charset.upper()}"
    assert lines(response)[0]["DESCRIPTION"] == name


def test_an_unknown_address_is_proposed_in_test(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme, status="test")

    call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR", "HOOK_URL": "https://new.example/oci"})

    with use_customer(acme):
        assert str(ReturnOrigin.objects.get(accepted=False)) == "https://new.example/"


def test_functions_speak_the_calls_language(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "FVMD", "LANGUAGE": "NL"})

    assert lines(response)[0]["LONGTEXT"].splitlines()[-1] == "Prijs volgens contract"


def test_customers_answer_for_their_own_offering_only(
    acme: Customer, globex: Customer, browse: Browse
) -> None:
    ours, theirs = buyer_at(acme), buyer_at(globex)
    with use_customer(globex):
        VehicleClass.objects.filter(code="CDMR").update(code="GLX-1", name_en="Globex only")
    client = browse(acme)

    searched = call(client, ours, "BACKGROUND_SEARCH", {"SEARCHSTRING": "globex"})
    validated = call(client, ours, "VALIDATE", {"PRODUCTID": "GLX-1"})
    detailed = call(client, ours, "DETAIL", {"PRODUCTID": "GLX-1"})
    signed_wrongly = call(client, theirs, "BACKGROUND_SEARCH", {"SEARCHSTRING": ""})

    assert lines(searched) == lines(validated) == []
    assert (detailed.status_code, signed_wrongly.status_code) == (404, 403)
    assert len(lines(call(browse(globex), theirs, "BACKGROUND_SEARCH", {"SEARCHSTRING": "globex"}))) == 1


@pytest.mark.parametrize(
    ("function", "changes", "most"),
    [
        ("DETAIL", {"PRODUCTID": "CDMR"}, 9),
        ("VALIDATE", {"PRODUCTID": "CDMR"}, 10),
        ("BACKGROUND_SEARCH", {}, 10),
    ],
)
def test_functions_ask_no_more_of_a_large_offering(
    acme: Customer, browse: Browse, function: str, changes: Changes, most: int
) -> None:
    buyer = buyer_at(acme)
    client = browse(acme)
    call(client, buyer, function, changes)
    with use_customer(acme):
        VehicleClass.objects.exclude(code="CDMR").update(is_active=False)

    of_one = count(client, buyer, function, changes)
    with use_customer(acme):
        car = VehicleClass.objects.get(code="CDMR")
        for number in range(199):
            car.pk, car.code = None, f"X{number}"
            car.save(force_insert=True)
            Rate.objects.create(vehicle_class=car, from_days=1, price_per_day=Decimal(number + 1))
    of_two_hundred = count(client, buyer, function, changes)

    assert of_one == of_two_hundred <= most


def count(client: Client, buyer: Buyer, function: str, changes: Changes) -> int:
    with CaptureQueriesContext(database) as queries:
        response = call(client, buyer, function, changes)
    assert response.status_code == 200
    return len(queries)
