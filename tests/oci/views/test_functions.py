from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Rate, VehicleClass
from oci.enums import Event, Outcome, Unpriced, VendorMaterial
from oci.models import PunchOut, ReturnOrigin
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import Buyer, Changes
from tests.oci.views.asking import VAN, buyer_at, call, last_entry, lines

pytestmark = pytest.mark.django_db


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
