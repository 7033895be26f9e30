"""A customer's questions, loaded in one statement however many there are, and kept apart from the other customer's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from reservations.domain.questions import (
    MOST_LISTED,
    Choice,
    answer_questions,
    load_questions,
    search_choices,
    with_answers,
)
from reservations.domain.registration import ReferenceField
from reservations.models import ExtraField, ExtraFieldChoice, ExtraFieldCondition, FieldGroup
from tenants.context import use_customer
from tenants.models import Customer
from tests.reservations.factories import REFERENCES

pytestmark = pytest.mark.django_db


def make_field(key: str, *, kind: str = "text", **more: object) -> ExtraField:
    return ExtraField.objects.create(
        key=key, kind=kind, label_nl=f"{key} (nl)", label_en=f"{key} (en)", **more
    )


def make_choices(field: ExtraField, count: int) -> None:
    ExtraFieldChoice.objects.bulk_create(
        ExtraFieldChoice(
            field=field, value=f"V{n:05}", label_nl=f"Keuze {n}", label_en=f"Choice {n}", position=n
        )
        for n in range(count)
    )


def test_questions_come_in_their_order_and_language(acme: Customer) -> None:
    with use_customer(acme), translation.override("en"):
        trip = FieldGroup.objects.create(title_nl="Reis", title_en="Trip", position=1)
        make_field("country", group=trip, position=2)
        make_field("abroad", kind="yes_no", group=trip, position=1)
        make_field("project", position=9)
        make_field("old", is_active=False)

        found = load_questions()

    assert [(one.key, one.label, one.group) for one in found] == [
        ("project", "project (en)", ""),
        ("abroad", "abroad (en)", "Trip"),
        ("country", "country (en)", "Trip"),
    ]


def test_a_question_knows_when_it_is_asked(acme: Customer) -> None:
    with use_customer(acme):
        abroad = make_field("abroad", kind="yes_no", position=1)
        country = make_field("country", position=2, required=True)
        ExtraFieldCondition.objects.create(field=country, about=abroad, operator="is", value="yes")
        questions = load_questions()

        asked = [
            answer_questions(questions, typed={"abroad": answer}, sent={}).asked for answer in ("yes", "no")
        ]

    assert asked == [("abroad", "country"), ("abroad",)]


def test_ten_thousand_choices_are_searched_and_not_listed(acme: Customer) -> None:
    with use_customer(acme), translation.override("en"):
        make_choices(make_field("site", kind="choice"), 10_000)

        (nothing_named,) = load_questions()
        (named,) = load_questions(named=["V09999", "choice 9998", "unheard of"])
        found = search_choices(key="site", text="keuze 777")

    assert nothing_named.is_searched
    assert nothing_named.choices == ()
    assert named.choices == (Choice("V09998", "Choice 9998"), Choice("V09999", "Choice 9999"))
    assert found[:2] == [Choice("V00777", "Choice 777"), Choice("V01777", "Choice 1777")]


def test_the_label_of_a_choice_chooses_it(acme: Customer) -> None:
    with use_customer(acme), translation.override("en"):
        make_choices(make_field("site", kind="choice"), MOST_LISTED + 1)
        typed = {"site": " choice  7 "}
        questions = load_questions(named=["choice 7"])

        checked = answer_questions(questions, typed=typed, sent={})

        assert checked.answers == {"site": "V00007"}
        assert questions[0].text_of("V00007") == "Choice 7"
        assert with_answers(REFERENCES, questions=questions, answers=checked.answers).fields == (
            *REFERENCES.fields,
            ReferenceField(key="site", label="site (en)", value="V00007", text="Choice 7"),
        )


def test_the_number_of_statements_is_one_whatever_there_is(acme: Customer) -> None:
    counts = []
    with use_customer(acme):
        for number in range(3):
            field = make_field(f"site_{number}", kind="choice", group=FieldGroup.objects.create(title_nl="x"))
            make_choices(field, MOST_LISTED)
            with CaptureQueriesContext(connection) as captured:
                load_questions(named=["V00001"])
            counts.append(len(captured))

    assert counts == [1, 1, 1]


def test_one_customer_does_not_see_the_questions_of_another(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        make_choices(make_field("site", kind="choice"), 3)
        assert [one.key for one in load_questions()] == ["site"]

    with use_customer(globex):
        assert load_questions() == ()
        assert search_choices(key="site", text="keuze") == []


def test_an_answer_takes_the_place_of_what_was_sent(acme: Customer) -> None:
    with use_customer(acme), translation.override("en"):
        make_field("wbs", is_sensitive=True, in_mail=False)
        make_field("department", kind="cost_centre")
        sent = replace(REFERENCES, cost_centre="")

        merged = with_answers(sent, questions=load_questions(), answers={"wbs": "W.9", "department": "KP-7"})

    assert merged == replace(
        sent,
        cost_centre="KP-7",
        fields=(
            ReferenceField(key="wbs", label="wbs (en)", value="W.9", is_sensitive=True, in_mail=False),
            ReferenceField(key="department", label="department (en)", value="KP-7"),
        ),
    )
