"""Which questions are asked, and which answers come of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reservations.extra_fields import Checked, Condition, ExtraField, Kind, Operator, Sent, check_answers
from reservations.extra_fields.errors import AnswerMissing, ChoiceUnknown

ABROAD = ExtraField("abroad", Kind.YES_NO, required=True)
COUNTRY = ExtraField(
    "country", Kind.TEXT, required=True, conditions=(Condition("abroad", Operator.IS, "yes"),)
)
VISA = ExtraField("visa", Kind.TEXT, conditions=(Condition("country", Operator.FILLED),))
QUESTIONS = (ABROAD, COUNTRY, VISA)


def test_a_question_is_asked_when_its_condition_holds() -> None:
    checked = check_answers(QUESTIONS, typed={"abroad": "yes", "country": "France"}, sent={})

    assert checked == Checked({"abroad": "yes", "country": "France"}, ("abroad", "country", "visa"))


def test_a_question_that_is_not_asked_has_no_answer() -> None:
    checked = check_answers(
        QUESTIONS, typed={"abroad": "no", "country": "France", "visa": "V1"}, sent={"visa": "V2"}
    )

    assert checked == Checked({"abroad": "no"}, ("abroad",))


def test_what_is_required_must_be_there_in_the_end_only() -> None:
    early = check_answers(QUESTIONS, typed={"abroad": "yes"}, sent={}, is_final=False)
    late = check_answers(QUESTIONS, typed={"abroad": "yes"}, sent={})

    assert early.errors == {}
    assert {key: type(error) for key, error in late.errors.items()} == {"country": AnswerMissing}


def test_a_wrong_answer_counts_as_none_for_what_depends_on_it() -> None:
    checked = check_answers(QUESTIONS, typed={"abroad": "maybe"[:3], "country": "France"}, sent={})

    assert checked.asked == ("abroad",)
    assert {key: type(error) for key, error in checked.errors.items()} == {"abroad": ChoiceUnknown}


def test_a_condition_may_be_about_a_question_further_down() -> None:
    checked = check_answers((VISA, COUNTRY, ABROAD), typed={"abroad": "yes", "country": "France"}, sent={})

    assert checked == Checked({"country": "France", "abroad": "yes"}, ("visa", "country", "abroad"))


def test_in_a_circle_everything_is_asked() -> None:
    first = ExtraField("first", Kind.TEXT, conditions=(Condition("second", Operator.FILLED),))
    second = ExtraField("second", Kind.TEXT, conditions=(Condition("first", Operator.FILLED),))

    assert check_answers((first, second), typed={}, sent={}).asked == ("first", "second")


def _sent(sent: Sent) -> Checked:
    question = ExtraField("project", Kind.TEXT, required=True, pattern=r"P\d+", sent=sent)
    return check_answers((question,), typed={"project": "P2"}, sent={"project": " P1 "})


def test_what_was_sent_is_offered_and_may_be_changed() -> None:
    assert _sent(Sent.OFFER) == Checked({"project": "P2"}, ("project",))


def test_what_was_sent_is_offered_when_nothing_is_typed_yet() -> None:
    question = ExtraField("project", Kind.TEXT)

    checked = check_answers((question,), typed={}, sent={"project": "P1"})

    assert checked == Checked({"project": "P1"}, ("project",))


def test_what_was_sent_and_is_locked_beats_what_is_typed() -> None:
    assert _sent(Sent.LOCK) == Checked({"project": "P1"}, (), ("project",))


def test_what_was_sent_and_is_hidden_is_kept_and_not_shown() -> None:
    assert _sent(Sent.HIDE) == Checked({"project": "P1"})


def test_what_was_sent_and_is_no_answer_is_asked() -> None:
    question = ExtraField("project", Kind.TEXT, required=True, pattern=r"P\d+", sent=Sent.HIDE)

    checked = check_answers((question,), typed={"project": "P2"}, sent={"project": "none"})

    assert checked == Checked({"project": "P2"}, ("project",))


KEYS = ("a", "b", "c", "d")


@st.composite
def questions(draw: st.DrawFn) -> tuple[ExtraField, ...]:
    made: list[ExtraField] = []
    for key in KEYS:
        condition = st.builds(
            Condition,
            st.sampled_from([one.key for one in made]) if made else st.nothing(),
            st.sampled_from(Operator),
            st.sampled_from(["", "x", "y"]),
        )
        conditions = draw(st.lists(condition, max_size=2)) if made else []
        made.append(
            ExtraField(
                key,
                Kind.CHOICE,
                required=draw(st.booleans()),
                choices=frozenset({"x", "y"}),
                conditions=tuple(conditions),
                sent=draw(st.sampled_from(Sent)),
            )
        )
    return tuple(made)


values = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["", "x", "y", "z"]))


@given(questions(), values, values)
def test_what_is_answered_once_is_answered_the_same_again(
    asked: tuple[ExtraField, ...], typed: dict[str, str], sent: dict[str, str]
) -> None:
    first = check_answers(asked, typed=typed, sent=sent)

    assert check_answers(asked, typed={**typed, **first.answers}, sent=sent) == first or first.errors


@given(questions(), values, values)
def test_nothing_is_both_asked_and_locked_and_errors_are_about_what_is_asked(
    asked: tuple[ExtraField, ...], typed: dict[str, str], sent: dict[str, str]
) -> None:
    checked = check_answers(asked, typed=typed, sent=sent)

    assert not {*checked.asked} & {*checked.locked}
    assert {*checked.errors} <= {*checked.asked}
    assert not {*checked.errors} & {*checked.answers}
