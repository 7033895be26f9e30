from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from oci.models import CartField, Connection, JournalEntry, PunchOut
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.oci.admin.connection_form import cart_field, connection_form, inline
from tests.oci.admin.visiting import make_request
from tests.oci.buyers import Buyer, make_buyer

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


@pytest.fixture
def buyer(acme: Customer) -> Buyer:
    with use_customer(acme):
        return make_buyer()


# `Any`: the answer of Django's test client.
def cart(page: Any) -> dict[str, str]:
    return {cell.name: cell.value for line in page.context["lines"] for cell in line.fields}


def test_a_sample_shows_what_a_connection_sends(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        Connection.objects.update(vendor_number="100042")

    page = account_manager.get(f"/admin/connections/{buyer.connection.pk}/cart/", headers=ENGLISH)

    assert (
        cart(page).items()
        >= {
            "NEW_ITEM-VENDOR[1]": "100042",
            "NEW_ITEM-QUANTITY[1]": "1",
            "NEW_ITEM-EXT_QUOTE_ID[1]": "ACME-26-000123",
        }.items()
    )
    text = " ".join(page.content.decode().split())
    for shown in ("6 of 10", "option “vendor number”", "Nothing: this cart would leave as it is."):
        assert shown in text
    assert "NEW_ITEM-LONGTEXT_1:132[]" in text


def test_a_real_request_is_shown_and_no_other_connections(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        _visit, request = make_request(buyer)
        _visit, other = make_request(make_buyer(slug="other"))
    address = f"/admin/connections/{buyer.connection.pk}/cart/"

    page = account_manager.get(address, {"preview-request": request.reference})
    foreign = account_manager.get(address, {"preview-request": other.reference})

    assert cart(page)["NEW_ITEM-EXT_QUOTE_ID[1]"] == request.reference
    assert cart(foreign)["NEW_ITEM-EXT_QUOTE_ID[1]"] == "ACME-26-000123"
    assert request.reference in page.content.decode()
    assert other.reference not in page.content.decode()


@pytest.mark.parametrize(("language", "days"), [("nl", "3 dagen"), ("en", "3 days")])
def test_the_sample_speaks_the_chosen_language(
    account_manager: Client, buyer: Buyer, language: str, days: str
) -> None:
    page = account_manager.get(
        f"/admin/connections/{buyer.connection.pk}/cart/", {"preview-language": language}, headers=ENGLISH
    )

    assert days in cart(page)["NEW_ITEM-DESCRIPTION[1]"]


def test_what_is_too_long_is_marked_and_explained(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        CartField.objects.create(connection=buyer.connection, field="CUST_FIELD1", source="x" * 14)

    page = account_manager.get(f"/admin/connections/{buyer.connection.pk}/cart/", headers=ENGLISH)

    text = " ".join(page.content.decode().split())
    for shown in ("14 of 10", "4 too many", "rule: fixed text", "longer than the 10 characters of the field"):
        assert shown in text


def test_a_form_that_is_not_saved_yet_is_shown_and_stores_nothing(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        before = Connection.objects.values().get(pk=buyer.connection.pk)
    form = connection_form(
        vendor_number="7",
        oci_version="5.0",
        **inline("mappings"),
        **inline("return_origins"),
        **inline(
            "cart_fields",
            cart_field(kind="constant", source="4711"),
            cart_field(field="SERVICE", kind="constant", source="X"),
        ),
    )

    page = account_manager.post(f"/admin/connections/{buyer.connection.pk}/cart/", form, headers=ENGLISH)

    assert (
        cart(page).items()
        >= {
            "NEW_ITEM-VENDOR[1]": "7",
            "NEW_ITEM-CUST_FIELD1[1]": "4711",
            "NEW_ITEM-SERVICE[2]": "X",
        }.items()
    )
    assert "Nothing of it is saved yet." in page.content.decode()
    with use_customer(acme):
        assert Connection.objects.values().get(pk=buyer.connection.pk) == before
        assert not CartField.objects.exists()
        assert buyer.connection.mappings.count() == 4
        assert not ModelLogEntry.objects.exists()


def test_another_request_is_chosen_for_the_form_that_is_not_saved(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        _visit, request = make_request(buyer)
    address = f"/admin/connections/{buyer.connection.pk}/cart/"
    form = connection_form(**inline("mappings"), **inline("return_origins"))
    carried = account_manager.post(address, form).context["carried"]

    page = account_manager.post(address, {**dict(carried), "preview-request": request.reference})

    assert (
        cart(page).items()
        >= {
            "NEW_ITEM-EXT_QUOTE_ID[1]": request.reference,
            "NEW_ITEM-VENDOR[1]": "100042",
        }.items()
    )
    assert page.context["carried"] == carried


def test_a_form_with_mistakes_names_them(account_manager: Client, buyer: Buyer) -> None:
    form = connection_form(unit="EACH", **inline("cart_fields", cart_field(field="no")))

    page = account_manager.post(f"/admin/connections/{buyer.connection.pk}/cart/", form, headers=ENGLISH)

    mistakes = page.context["mistakes"]
    assert any(mistake.startswith("Unit: ") for mistake in mistakes)
    assert any(mistake.startswith("Field of the cart 1: Field of the cart: ") for mistake in mistakes)
    assert "lines" not in page.context


def test_the_edit_page_offers_the_preview(account_manager: Client, buyer: Buyer) -> None:
    page = account_manager.get(f"/admin/connections/edit/{buyer.connection.pk}/").content.decode()

    assert f'formaction="/admin/connections/{buyer.connection.pk}/cart/"' in page


def test_who_may_only_look_sees_the_stored_connections_cart(
    acme: Customer, staff_client: StaffClient, buyer: Buyer
) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    address = f"/admin/connections/{buyer.connection.pk}/cart/"

    assert client.get(address).status_code == 200
    assert client.post(address, connection_form()).status_code in (302, 403, 404)


def test_another_customers_cart_is_not_there(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        theirs = [make_buyer(slug=f"acme-{number}").connection for number in range(3)][-1]
    client = staff_client(globex, Role.ACCOUNT_MANAGER)
    address = f"/admin/connections/{theirs.pk}/cart/"

    assert (client.get(address).status_code, client.post(address, connection_form()).status_code) == (
        404,
        404,
    )


def test_parameters_are_read_as_the_stored_connection_would(
    acme: Customer, staff_client: StaffClient, buyer: Buyer
) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    address = f"/admin/connections/{buyer.connection.pk}/cart/"

    sample = client.get(address, headers=ENGLISH)
    typed = client.post(address, {"preview-parameters": "costcentre=<b>4711</b>\nfoo=bar"}, headers=ENGLISH)

    assert "oci_usermail=jan.de.vries@example.com" in sample.context["typed"]
    assert "Such a call is taken, once it proves itself." in sample.content.decode()
    text = " ".join(typed.content.decode().split())
    for shown in (
        "Such a call is refused. Your e-mail address is missing.",
        "Kostenplaats: &lt;b&gt;4711&lt;/b&gt;",
        "nothing: it is dropped",
    ):
        assert shown in text
    assert typed.context["typed"] == "costcentre=<b>4711</b>\nfoo=bar"
    with use_customer(acme):
        assert not JournalEntry.objects.exists()
        assert not PunchOut.objects.exists()


def test_parameters_are_read_as_the_form_that_is_not_saved_would(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    address = f"/admin/connections/{buyer.connection.pk}/cart/"
    row = {"parameter": "plant", "feeds": "project", "label_en": "Plant", "shown": "on"}
    form = connection_form(**inline("mappings", row), **inline("return_origins"), **inline("cart_fields"))

    first = account_manager.post(address, form, headers=ENGLISH)
    page = account_manager.post(
        address,
        {**dict(first.context["carried"]), "preview-parameters": "plant=Utrecht\nlanguage=en"},
        headers=ENGLISH,
    )

    assert "plant=4711" in first.context["typed"].split()
    assert "Plant: Utrecht" in page.content.decode()
    assert page.context["carried"] == first.context["carried"]
    with use_customer(acme):
        assert not buyer.connection.mappings.filter(parameter="plant").exists()


def test_a_request_is_shown_in_its_own_language(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        _visit, request = make_request(buyer)
    chosen = {"preview-request": request.reference, "preview-language": "nl"}

    page = account_manager.get(f"/admin/connections/{buyer.connection.pk}/cart/", chosen, headers=ENGLISH)

    language = page.context["choice"]["language"]
    assert (language.value(), language.field.disabled) == (request.language, True)
    assert request.language == "en"
    assert "A request speaks the language of its employee." in page.content.decode()


@pytest.mark.parametrize(("changes", "told"), [({}, False), ({"vendor_number": "7"}, True)])
def test_a_form_that_nobody_has_touched_is_not_called_unsaved(
    acme: Customer, account_manager: Client, buyer: Buyer, changes: dict[str, str], *, told: bool
) -> None:
    with use_customer(acme):
        Connection.objects.update(frame_origins="https://a.example\nhttps://b.example")
    fields = account_manager.get(f"/admin/connections/edit/{buyer.connection.pk}/").context["form"]
    form = posted(fields) | changes

    page = account_manager.post(
        f"/admin/connections/{buyer.connection.pk}/cart/", form, headers=ENGLISH
    ).content.decode()

    assert ("Nothing of it is saved yet." in page, "as it is saved" in page) == (told, not told)
    assert "Close this window" in page
    assert "To the connection" not in page


# `Any`: a form that Wagtail has put together.
def posted(form: Any) -> dict[str, Any]:
    """What a browser posts of a form that is left as it came: text with its own line ends, ticks only where set."""
    parts = [form, *(part for rows in form.formsets.values() for part in (rows.management_form, *rows.forms))]
    values = {field.html_name: field.value() for part in parts for field in part}
    return {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None and value is not False
    }
