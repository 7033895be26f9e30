"""An account manager makes questions; nobody else's are seen, and no definition can do harm."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reservations.models import ExtraField, ExtraFieldChoice, ExtraFieldCondition
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


def field_form(*conditions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What the page posts: text and numbers, hence `Any`."""
    rows = {
        f"conditions-{number}-{name}": value
        for number, row in enumerate(conditions)
        for name, value in row.items()
    }
    return {
        "key": "cost_type",
        "kind": "text",
        "position": 0,
        "label_nl": "Kostensoort",
        "sent": "offer",
        "is_active": "on",
        "conditions-TOTAL_FORMS": len(conditions),
        "conditions-INITIAL_FORMS": 0,
        "conditions-MIN_NUM_FORMS": 0,
        "conditions-MAX_NUM_FORMS": 1000,
        **rows,
        **changes,
    }


def make_field(customer: Customer, key: str = "site", kind: str = "choice") -> ExtraField:
    with use_customer(customer):
        return ExtraField.objects.create(key=key, kind=kind, label_nl=f"Veld {key}")


def test_a_field_is_made_with_its_conditions(acme: Customer, account_manager: Client) -> None:
    abroad = make_field(acme, "abroad", "yes_no")

    account_manager.post(
        "/admin/extra_fields/new/", field_form({"about": abroad.pk, "operator": "is", "value": "yes"})
    )

    with use_customer(acme):
        made = ExtraField.objects.get(key="cost_type")
        assert [(one.about.key, one.operator, one.value) for one in made.conditions.all()] == [
            ("abroad", "is", "yes")
        ]


def test_a_key_stays(acme: Customer, account_manager: Client) -> None:
    field = make_field(acme, "cost_type", "text")

    account_manager.post(f"/admin/extra_fields/edit/{field.pk}/", field_form(key="other", label_nl="Nieuw"))

    with use_customer(acme):
        field.refresh_from_db()
    assert (field.key, field.label_nl) == ("cost_type", "Nieuw")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pattern": "("}, "This pattern cannot be used"),
        ({"kind": "number", "least": "5", "most": "4"}, "These limits are no numbers or dates"),
        ({"key": "Kosten soort"}, "Use small letters"),
        ({"label_nl": ""}, "a label in at least one language"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    acme: Customer, account_manager: Client, changes: dict[str, str], message: str
) -> None:
    page = account_manager.post("/admin/extra_fields/new/", field_form(**changes))

    assert message in page.content.decode()
    with use_customer(acme):
        assert not ExtraField.objects.exists()


def test_conditions_in_a_circle_are_refused(acme: Customer, account_manager: Client) -> None:
    first, second = make_field(acme, "first", "text"), make_field(acme, "second", "text")
    with use_customer(acme):
        ExtraFieldCondition.objects.create(field=second, about=first, operator="filled")

    page = account_manager.post(
        f"/admin/extra_fields/edit/{first.pk}/",
        field_form({"about": second.pk, "operator": "filled", "value": ""}, key="first"),
    )

    assert "wait for each other" in page.content.decode()
    with use_customer(acme):
        assert not first.conditions.exists()


def test_choices_are_shown_before_they_are_replaced(acme: Customer, account_manager: Client) -> None:
    field = make_field(acme)
    url = f"/admin/extra_fields/{field.pk}/choices/"
    file = SimpleUploadedFile("sites.csv", b"value;nl\nAMS;Amsterdam\n=1;Formule\n")

    seen = account_manager.post(url, {"file": file})
    with use_customer(acme):
        before = field.choices.count()
    account_manager.post(url, {"text": seen.context["form"].initial["text"], "apply": "yes"})

    assert "Nothing is changed yet" in seen.content.decode()
    assert before == 0
    with use_customer(acme):
        assert [(one.value, one.label_nl) for one in field.choices.all()] == [
            ("AMS", "Amsterdam"),
            ("=1", "Formule"),
        ]


def test_a_wrong_file_changes_nothing_and_names_its_rows(acme: Customer, account_manager: Client) -> None:
    field = make_field(acme)

    page = account_manager.post(
        f"/admin/extra_fields/{field.pk}/choices/", {"text": "A,x\n,y", "apply": "yes"}
    )

    assert "Row 2: the value is missing." in page.content.decode()
    with use_customer(acme):
        assert not field.choices.exists()


def test_choices_are_exported_without_formulas(acme: Customer, account_manager: Client) -> None:
    field = make_field(acme)
    with use_customer(acme):
        ExtraFieldChoice.objects.create(field=field, value="=1", label_nl="Formule")

    file = account_manager.get(f"/admin/extra_fields/{field.pk}/choices/export/")

    assert file.content.decode("utf-8-sig").splitlines() == ["value,nl,en,de,fr", "'=1,Formule,,,"]


def test_the_fields_of_another_customer_are_not_there(
    acme: Customer, globex: Customer, account_manager: Client
) -> None:
    mine = make_field(acme)
    with use_customer(globex):
        ExtraField.objects.create(pk=mine.pk + 1000, key="theirs", kind="choice", label_nl="Hun veld")

    addresses = [f"/admin/extra_fields/edit/{mine.pk}/", f"/admin/extra_fields/edit/{mine.pk + 1000}/"]
    addresses += [f"/admin/extra_fields/{mine.pk + 1000}/choices/"]

    assert [account_manager.get(address).status_code for address in addresses] == [200, 404, 404]
    assert "Hun veld" not in account_manager.get("/admin/extra_fields/").content.decode()


@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR])
def test_others_only_look(acme: Customer, staff_client: StaffClient, role: Role) -> None:
    field = make_field(acme)
    client = staff_client(acme, role)

    looked = client.get(f"/admin/extra_fields/inspect/{field.pk}/")
    tried = client.post(f"/admin/extra_fields/edit/{field.pk}/", field_form())
    imported = client.post(f"/admin/extra_fields/{field.pk}/choices/", {"text": "A,a", "apply": "yes"})

    assert looked.status_code == 200
    assert (tried.status_code, imported.status_code) == (302, 404)
    with use_customer(acme):
        assert not field.choices.exists()
