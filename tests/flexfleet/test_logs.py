from __future__ import annotations

import io
import json
import logging
import logging.config
import re
from collections.abc import Callable, Iterator

import pytest
from django.db import DataError, connection

from flexfleet.logs import configuration
from tenants.context import use_customer
from tenants.models import Customer, StaffMember


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """The log as a machine reads it, on a logger of the test's own."""
    stream = io.StringIO()
    formatter = configuration(level="INFO", json=True)["formatters"]["lines"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter["()"](**{key: value for key, value in formatter.items() if key != "()"}))
    logger = logging.getLogger("flexfleet.test")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def test_log_names_the_customer(acme: Customer, lines: io.StringIO) -> None:
    with use_customer(acme):
        logging.getLogger("flexfleet.test").warning("Mail is late")

    event = json.loads(lines.getvalue())
    assert (event["event"], event["schema"], event["level"]) == ("Mail is late", "c_acme", "warning")


@pytest.mark.django_db
def test_log_hides_the_query_of_an_address(lines: io.StringIO) -> None:
    logging.getLogger("flexfleet.test").warning(
        "Not Found: %s", "/oci/srm/?PASSWORD=geheim&HOOK_URL=https://x"
    )

    assert json.loads(lines.getvalue())["event"] == "Not Found: /oci/srm/"


def log_error(raising: Callable[[], object], lines: io.StringIO) -> str:
    """The traceback in the log of an error that `raising` raises."""
    try:
        raising()
    except Exception:
        logging.getLogger("flexfleet.test").exception("Not saved")
    return str(json.loads(lines.getvalue())["exception"])


def last_lines(told: str) -> list[str]:
    """What each traceback ends with: the class of the error, and whatever is said of it."""
    return re.findall(r"^(?![ |]|Traceback|The above|During)\S.*", told, flags=re.MULTILINE)


@pytest.mark.django_db
def test_log_hides_the_row_that_postgresql_quotes(lines: io.StringIO) -> None:
    row = {"email": "jan@europcar.example", "name": "Jan"}
    StaffMember.objects.create(**row)

    told = log_error(lambda: StaffMember.objects.create(**row), lines)

    assert "jan@europcar.example" not in told
    assert "in log_error\n    raising()\n" in told
    assert last_lines(told) == [
        "psycopg.errors.UniqueViolation, table tenants_staffmember, constraint staff_member_email_unique",
        "django.db.utils.IntegrityError",
    ]


@pytest.mark.django_db
def test_log_hides_a_row_of_several_lines(lines: io.StringIO) -> None:
    row = {"email": "bel mij\n06-12345678 jan@acme.nl", "name": "Jan\nDETAIL: van Dijk"}
    StaffMember.objects.create(**row)

    told = log_error(lambda: StaffMember.objects.create(**row), lines)

    assert [word for word in ("bel mij", "06-12345678", "jan@acme.nl", "van Dijk") if word in told] == []


@pytest.mark.django_db
def test_log_hides_the_statement_that_postgresql_quotes(lines: io.StringIO) -> None:
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM nowhere WHERE requester_email = 'jan@acme.nl'\nAND phone = '06-12345678'"
            )

    told = log_error(ask, lines)

    assert last_lines(told) == ["psycopg.errors.UndefinedTable", "django.db.utils.ProgrammingError"]
    assert "LINE 1" not in told


@pytest.mark.django_db
@pytest.mark.parametrize("chained", ["cause", "context", "group"])
def test_log_hides_what_is_raised_over_an_error_of_the_database(chained: str, lines: io.StringIO) -> None:
    def ask() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT %s::integer", ["jan@acme.nl"])
        except DataError as error:
            if chained == "cause":
                raise ValueError(f"no number: {error}") from error
            if chained == "group":
                error.add_note("was jan@acme.nl")
                raise ExceptionGroup(f"no numbers: {error}", [error]) from None
            raise ValueError(f"no number: {error}")  # noqa: B904  # without a cause is what is tested

    told = log_error(ask, lines)

    assert re.findall("jan@.*", told.replace('["jan@acme.nl"]', "").replace('"was jan@acme.nl"', "")) == []
    assert "psycopg.errors.InvalidTextRepresentation" in told
    assert "django.db.utils.DataError" in told
    assert {"cause": "direct cause", "context": "During handling", "group": "  | Traceback"}[chained] in told


def test_log_keeps_what_other_errors_say(acme: Customer, lines: io.StringIO) -> None:
    def ask() -> None:
        try:
            int("twelve")
        except ValueError as error:
            raise LookupError("no such class: CDMR") from error

    told = log_error(ask, lines)

    assert last_lines(told) == [
        "ValueError: invalid literal for int() with base 10: 'twelve'",
        "LookupError: no such class: CDMR",
    ]


def test_log_tells_of_an_error_that_is_its_own_cause(acme: Customer, lines: io.StringIO) -> None:
    def ask() -> None:
        first, second = ValueError("first"), ValueError("second")
        first.__cause__, second.__cause__ = second, first
        raise first

    assert last_lines(log_error(ask, lines))[-1] == "ValueError: first"
