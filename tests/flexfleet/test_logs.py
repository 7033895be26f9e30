from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
from django.db import IntegrityError

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


@pytest.mark.django_db
def test_log_hides_the_row_that_postgresql_quotes(lines: io.StringIO) -> None:
    row = {"email": "jan@europcar.example", "name": "Jan"}
    StaffMember.objects.create(**row)
    try:
        StaffMember.objects.create(**row)
    except IntegrityError:
        logging.getLogger("flexfleet.test").exception("Not saved")

    event = json.loads(lines.getvalue())
    assert "staff_member_email_unique" in event["exception"]
    assert "jan@europcar.example" not in event["exception"]
