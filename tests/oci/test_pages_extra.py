"""A customer's own questions, from the buyer's parameter to the request; with no script and no cookie."""

from __future__ import annotations

import pytest

from oci.models import CartField, Connection, JournalEntry
from reservations.models import ExtraField, ExtraFieldChoice, ExtraFieldCondition, FieldGroup, RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import make_buyer
from tests.oci.walk import Page, Walk, punch_out

pytestmark = pytest.mark.django_db

SHOW, CHECK, SEND = "Show prices", "Check your answers", "Send request and return to SRM"


def make_field(key: str, *, kind: str = "text", **more: object) -> ExtraField:
    return ExtraField.objects.create(
        key=key, kind=kind, label_en=key.capitalize(), label_nl=f"{key} nl", **more
    )


@pytest.fixture
def walk(acme: Customer, browse: Browse) -> Walk:
    with use_customer(acme):
        buyer = make_buyer()
    return punch_out(acme, buyer, browse(acme), {"LANGUAGE": "EN", "wbs": "W.1.2"})


def fields_of(customer: Customer) -> list[dict[str, str]]:
    with use_customer(customer):
        fields = RentalRequest.objects.get().reference_fields
    return [{name: one[name] for name in ("key", "label", "value", "text")} for one in fields]


def test_without_questions_the_page_asks_none(walk: Walk) -> None:
    assert "Questions of" not in walk.arrive().text


def test_an_answer_goes_from_the_page_into_the_request_and_the_cart(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        make_field("site", kind="choice", required=True)
        for value, label in (("AMS", "Amsterdam"), ("RTM", "Rotterdam")):
            ExtraFieldChoice.objects.create(field=ExtraField.objects.get(), value=value, label_en=label)
        CartField.objects.create(
            connection=Connection.objects.get(slug="srm"), field="CUST_FIELD1", kind="field", source="site"
        )

    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", x_site="RTM")
    sent = walk.press(checked, SEND)

    assert "Questions of Acme" in checked.text
    assert "Site Rotterdam" in checked.text
    assert fields_of(acme) == [
        {"key": "wbs", "label": "wbs", "value": "W.1.2", "text": ""},
        {"key": "site", "label": "Site", "value": "RTM", "text": "Rotterdam"},
    ]
    assert sent.form.fields["NEW_ITEM-CUST_FIELD1[1]"] == "RTM"


def test_a_required_question_is_asked_for_by_name(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        make_field("reason", kind="long_text", required=True)

    page = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", wish="Tow bar")

    assert "Fill in “Reason”." in page.text
    assert page.form.fields["wish"] == "Tow bar"


def test_a_wrong_answer_stays_as_it_was_typed(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        make_field("load", kind="number", most="1200")

    page = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", x_load="1.250,5 kg")

    assert "Write “Load” as a number" in page.text
    assert page.form.fields["x_load"] == "1.250,5 kg"


def test_a_condition_works_with_a_button_where_there_is_no_script(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        abroad = make_field("abroad", kind="yes_no", required=True, position=1)
        country = make_field("country", required=True, position=2)
        ExtraFieldCondition.objects.create(field=country, about=abroad, value="yes")

    unasked = walk.press(walk.arrive(), SHOW, x_abroad="no")
    asked = walk.press(unasked, SHOW, x_abroad="yes")
    missed = walk.press(asked, CHECK, vehicle_class="CDMR")
    checked = walk.press(missed, CHECK, x_country="France")

    assert [is_shown(page, "x_country") for page in (unasked, asked)] == [False, True]
    assert "Fill in “Country”." in missed.text
    assert "Country France" in checked.text


def test_an_answer_to_a_question_that_is_not_asked_is_not_kept(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        abroad = make_field("abroad", kind="yes_no", position=1)
        ExtraFieldCondition.objects.create(field=make_field("country"), about=abroad, value="yes")
    answers = {"vehicle_class": "CDMR", "x_abroad": "no", "x_country": "France"}

    walk.press(walk.press(walk.arrive(), CHECK, **answers), SEND)

    assert [one["key"] for one in fields_of(acme)] == ["wbs", "abroad"]


@pytest.mark.parametrize(("sent", "names", "words"), [("offer", 1, 0), ("lock", 0, 1), ("hide", 0, 0)])
def test_what_the_buyer_sends_is_offered_locked_or_hidden(
    acme: Customer, walk: Walk, sent: str, names: int, words: int
) -> None:
    with use_customer(acme):
        make_field("wbs", sent=sent)

    booking = walk.arrive()
    walk.press(walk.press(booking, CHECK, vehicle_class="CDMR", x_wbs="forged"), SEND)

    assert booking.html.count('name="x_wbs"') == names
    assert booking.text.count("W.1.2") == words
    kept = "forged" if sent == "offer" else "W.1.2"
    assert fields_of(acme) == [{"key": "wbs", "label": "Wbs", "value": kept, "text": ""}]


def test_of_ten_thousand_choices_the_near_ones_are_offered(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        field = make_field("site", kind="choice", required=True)
        ExtraFieldChoice.objects.bulk_create(
            ExtraFieldChoice(field=field, value=f"S{n:05}", label_en=f"Site number {n}", position=n)
            for n in range(10_000)
        )

    booking = walk.arrive()
    unclear = walk.press(booking, CHECK, vehicle_class="CDMR", x_site="number 999")
    checked = walk.press(unclear, CHECK, x_site="S09990")
    by_label = walk.press(booking, CHECK, vehicle_class="CDMR", x_site="site number 5")

    assert len(booking.html) < 45_000
    assert "Choose “Site” from the list." in unclear.text
    assert "Site number 9990" in unclear.text
    assert "Site Site number 9990" in checked.text
    assert "Site Site number 5" in by_label.text


def test_choices_are_found_while_they_are_typed(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        field = make_field("site", kind="choice")
        ExtraFieldChoice.objects.create(field=field, value="<R>", label_en="Rotterdam & more")
        ExtraFieldChoice.objects.create(field=field, value="AMS", label_en="Amsterdam")
    secret = walk.arrive().form.fields["secret"]
    address = f"{walk.address.partition('?')[0]}choices/"

    found = walk.client.post(address, {"secret": secret, "key": "site", "text": "rotter"})
    stranger = walk.client.post(address, {"secret": "guessed", "key": "site", "text": "rotter"})

    assert (
        found.content.decode().strip() == '<option value="&lt;R&gt;" label="Rotterdam &amp; more"></option>'
    )
    assert stranger.status_code == 403


def test_several_choices_come_back_as_several(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        field = make_field("options", kind="choices")
        for value in "ABC":
            ExtraFieldChoice.objects.create(field=field, value=value, label_en=f"Option {value}")

    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", x_options=["C", "A"])
    walk.press(checked, SEND)

    assert "Options Option A, Option C" in checked.text
    assert fields_of(acme)[1:] == [
        {"key": "options", "label": "Options", "value": "A\nC", "text": "Option A, Option C"}
    ]


def test_a_hostile_definition_is_only_text(acme: Customer, walk: Walk) -> None:
    script = "<script>alert(1)</script>"
    with use_customer(acme):
        group = FieldGroup.objects.create(title_en=script)
        field = make_field(
            "trap", kind="choice", group=group, help_en=f"{{{{ secret }}}}{script}", label_de=script
        )
        ExtraFieldChoice.objects.create(field=field, value=f'"{script}', label_en=f"'>{script}")
        ExtraField.objects.update(label_en=script)

    page = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", x_trap=script)

    assert script not in page.html
    assert "{{ secret }}" in page.text


def test_questions_of_one_customer_are_not_asked_at_another(
    acme: Customer, globex: Customer, browse: Browse
) -> None:
    pages = []
    for customer in (acme, globex):
        with use_customer(customer):
            make_field(f"only_{customer.slug}")
            buyer = make_buyer()
        pages.append(punch_out(customer, buyer, browse(customer), {"LANGUAGE": "EN"}).arrive())

    assert [[name for name in page.form.fields if name.startswith("x_")] for page in pages] == [
        ["x_only_acme"],
        ["x_only_globex"],
    ]


def is_shown(page: Page, name: str) -> bool:
    start = page.html.index(f'id="field_{name}"')
    return "hidden" not in page.html[start : page.html.index(">", start)]


def test_the_journal_keeps_no_answer_that_is_sensitive(
    acme: Customer, globex: Customer, browse: Browse
) -> None:
    kept = []
    for customer, is_sensitive in ((acme, True), (globex, False)):
        with use_customer(customer):
            make_field("wbs", is_sensitive=is_sensitive)
            buyer = make_buyer()
        browse(customer).get(f"/oci/srm/?{buyer.query({'wbs': 'W.1.2'})}")
        with use_customer(customer):
            kept.append(dict(JournalEntry.objects.get().parameters)["wbs"])

    assert kept == ["•••", "W.1.2"]
