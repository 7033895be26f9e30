"""The offering goes out to a spreadsheet and comes back: what changes is told first, and done whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest

from catalog.domain.sheets.files import MOST_BYTES, MOST_ROWS, export_csv, export_xlsx, read_file
from catalog.domain.sheets.importing import PlanChangedError, import_lists
from catalog.domain.sheets.lists import LISTS
from catalog.domain.sheets.plan import Plan, RowError, plan_import
from catalog.models import ClosedDay, Extra, OpeningHours, Rate, Station, VehicleClass
from catalog.spreadsheets.errors import FileTooLarge, TooManyRows, UnknownFormat
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import make_class, make_extra, make_rate, make_station

pytestmark = pytest.mark.django_db


def planned(text: str, name: str = "rates.csv") -> Plan:
    return plan_import(read_file(text.encode(), name=name))


def imported(text: str, name: str = "rates.csv") -> Plan:
    lists = read_file(text.encode(), name=name)
    return import_lists(lists, fingerprint=plan_import(lists).fingerprint)


def told(plan: Plan) -> list[tuple[str, str, tuple[str, ...], list[tuple[str, str, str]]]]:
    return [
        (
            change.of.name,
            change.outcome.value,
            change.key,
            [(one.column, one.before, one.after) for one in change.fields],
        )
        for change in plan.changes
    ]


@pytest.mark.parametrize(("export", "name"), [(export_xlsx, "all.xlsx"), (export_csv, "all.zip")])
def test_what_was_exported_changes_nothing(acme: Customer, export: Callable[[], bytes], name: str) -> None:
    with use_customer(acme):
        VehicleClass.objects.filter(code="CDMR").update(description_nl="Twee\r\nregels", examples="=1+1")
        lists = read_file(export(), name=name)
        plan = plan_import(lists)

    assert list(lists) == [one.name for one in LISTS]
    assert (plan.changes, plan.errors) == ((), ())
    assert plan.unchanged > 100


def test_an_export_goes_into_an_empty_offering(acme: Customer, at_acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        data = export_xlsx()
    lists = read_file(data, name="all.xlsx")

    import_lists(lists, fingerprint=plan_import(lists).fingerprint)

    models = (VehicleClass, Rate, Station, OpeningHours, ClosedDay, Extra)
    here = [model._default_manager.count() for model in models]
    with use_customer(globex):
        there = [model._default_manager.count() for model in models]
    assert here == there
    assert [one.code for one in Extra.objects.get(code="RAMP").vehicle_classes.all()] == ["IKMD", "FKMD"]
    assert plan_import(lists).changes == ()


def test_rates_are_added_changed_and_ended(at_acme: Customer) -> None:
    compact = make_class("CDMR")
    make_rate(compact, from_days=1, price="38.50")
    make_rate(compact, from_days=7, price="33.00")
    make_rate(compact, from_days=28, price="25.00")

    plan = imported(
        "class;from_days;price_per_day;km_per_day;price_extra_km\n"
        "CDMR;1;38,5;250;0,12\n"
        "CDMR;7;31;250;0,12\n"
        "CDMR;14;29.00;;\n"
    )

    assert told(plan) == [
        ("rates", "changed", ("CDMR", "7"), [("price_per_day", "33.00", "31.00")]),
        (
            "rates",
            "added",
            ("CDMR", "14"),
            [("class", "", "CDMR"), ("from_days", "", "14"), ("price_per_day", "", "29.00")],
        ),
        ("rates", "ended", ("CDMR", "28"), []),
    ]
    assert plan.unchanged == 1
    assert list(compact.rates.values_list("from_days", "price_per_day", "km_per_day")) == [
        (1, Decimal("38.50"), 250),
        (7, Decimal("31.00"), 250),
        (14, Decimal("29.00"), None),
    ]


def test_a_class_that_is_left_out_is_taken_out_of_the_offering(at_acme: Customer) -> None:
    make_class("CDMR")
    make_class("OLD")
    make_class("OLDER", is_active=False)

    plan = imported("code,lead_hours\nCDMR,12\n", "classes.csv")

    assert told(plan) == [
        ("classes", "changed", ("CDMR",), [("lead_hours", "4", "12")]),
        ("classes", "ended", ("OLD",), []),
    ]
    assert sorted(VehicleClass.objects.values_list("code", "is_active", "lead_hours")) == [
        ("CDMR", True, 12),
        ("OLD", False, 4),
        ("OLDER", False, 4),
    ]


def test_a_file_may_name_what_it_adds(at_acme: Customer) -> None:
    lists = {
        "classes": [
            (1, ["code", "acriss", "drawing", "name_nl", "seats", "doors", "fuel"]),
            (2, ["NEW", "CDMR", "compact", "Nieuw", "5", "5", "petrol"]),
        ],
        "rates": [(1, ["class", "from_days", "price_per_day"]), (2, ["NEW", "1", "40"])],
        "extras": [
            (1, ["code", "name_nl", "pricing", "price", "classes"]),
            (2, ["SEAT", "Zitje", "per_day", "5", "NEW"]),
            (3, ["NAV", "Navigatie", "per_rental", "9", "all"]),
        ],
    }

    import_lists(lists, fingerprint=plan_import(lists).fingerprint)

    new = VehicleClass.objects.get()
    extras = {one.code: [each.code for each in one.vehicle_classes.all()] for one in Extra.objects.all()}
    assert [rate.price_per_day for rate in new.rates.all()] == [Decimal("40.00")]
    assert extras == {"SEAT": ["NEW"], "NAV": []}
    assert Extra.objects.get(code="NAV").all_classes


def test_hours_and_closed_days_come_by_station(at_acme: Customer) -> None:
    station = make_station("UTC", is_open=False)

    imported("station,weekday,opens,closes\nUTC,Monday,8:00,17:30\n", "opening_hours (1).csv")
    imported("station,date,reason\n,31-12-2026,Oudjaar\nUTC,2026-05-05,Feest\n", "closed_days.csv")

    assert list(station.opening_hours.values_list("weekday", "opens", "closes")) == [
        (0, time(8), time(17, 30))
    ]
    assert list(ClosedDay.objects.values_list("station__code", "date", "reason")) == [
        ("UTC", date(2026, 5, 5), "Feest"),
        (None, date(2026, 12, 31), "Oudjaar"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "errors"),
    [
        pytest.param(
            "rates.csv",
            "class,from_days,price_per_day,colour\nCDMR,1,40,red\n",
            [("rates", 1, "colour", "There is no such column.")],
            id="unknown column",
        ),
        pytest.param(
            "rates.csv",
            "class,price_per_day\nCDMR,40\n",
            [("rates", 1, "from_days", "This column is missing.")],
            id="no key",
        ),
        pytest.param(
            "rates.csv",
            "class,class,from_days\nCDMR,CDMR,1\n",
            [("rates", 1, "class", "This column is there twice.")],
            id="a column twice",
        ),
        pytest.param(
            "rates.csv",
            "class,from_days,price_per_day\nGONE,1,x\nCDMR,x,40\nCDMR,2,0\nCDMR,3,\nCDMR,4,1.234,50\n",
            [
                ("rates", 2, "class", "There is no “GONE”."),
                ("rates", 2, "price_per_day", "“x” value must be a decimal number."),
                ("rates", 3, "from_days", "“x” value must be an integer."),
                ("rates", 4, "price_per_day", "Ensure this value is greater than or equal to 0.01."),
                ("rates", 5, "price_per_day", "This is needed."),
                ("rates", 6, "price_per_day", "Ensure that there are no more than 2 decimal places."),
            ],
            id="values",
        ),
        pytest.param(
            "rates.csv",
            "class,from_days,price_per_day,km_per_day\nCDMR,1,40,\nCDMR,01,41,\n",
            [("rates", 3, "class", "This is row 2 again.")],
            id="a row twice",
        ),
        pytest.param(
            "rates.csv",
            "class,from_days,price_per_day,km_per_day\nCDMR,1,40,100\n",
            [
                (
                    "rates",
                    2,
                    "",
                    (
                        "Fill in both kilometres and the price of an extra kilometre, or leave both empty for "
                        "unlimited kilometres."
                    ),
                )
            ],
            id="fields that do not go together",
        ),
        pytest.param(
            "opening_hours.csv",
            "station,weekday,opens,closes\nUTC,friday,18:00,08:00\n",
            [("opening_hours", 2, "", "The closing time must be after the opening time.")],
            id="closes before it opens",
        ),
        pytest.param(
            "classes.csv",
            "code,transmission,tow_bar\nCDMR,automatic,maybe\n",
            [("classes", 2, "tow_bar", "Write yes or no.")],
            id="neither yes nor no",
        ),
        pytest.param(
            "classes.csv",
            "code,transmission\nCDMR,automatic\n",
            [
                (
                    "classes",
                    2,
                    "transmission",
                    (
                        "ACRISS code CDMR says “Manual”, the class says “Automatic”. Change one of them: CDAR "
                        "would fit the class."
                    ),
                )
            ],
            id="against its ACRISS code",
        ),
        pytest.param(
            "closed_days.csv",
            "station,date,reason\n,soon,Feest\n",
            [("closed_days", 2, "date", "Write a date as 2026-12-31.")],
            id="no date",
        ),
    ],
)
def test_every_error_has_its_row_and_column(
    at_acme: Customer, name: str, text: str, errors: list[tuple[str, int, str, str]]
) -> None:
    make_class("CDMR")
    make_station("UTC")

    plan = planned(text, name)

    assert plan.errors == tuple(RowError(*one) for one in errors)


def test_one_wrong_row_keeps_the_whole_file_out(at_acme: Customer) -> None:
    compact = make_class("CDMR")
    lists = read_file(b"class,from_days,price_per_day\nCDMR,1,40\nCDMR,2,x\n", name="rates.csv")

    with pytest.raises(PlanChangedError):
        import_lists(lists, fingerprint=plan_import(lists).fingerprint)

    assert compact.rates.count() == 0


def test_what_was_changed_meanwhile_is_looked_at_again(at_acme: Customer) -> None:
    rate = make_rate(make_class("CDMR"))
    lists = read_file(b"class,from_days,price_per_day\nCDMR,1,40\n", name="rates.csv")
    seen = plan_import(lists)
    Rate.objects.filter(pk=rate.pk).update(price_per_day=Decimal("99.00"))

    with pytest.raises(PlanChangedError) as caught:
        import_lists(lists, fingerprint=seen.fingerprint)

    assert told(caught.value.plan)[0][3] == [("price_per_day", "99.00", "40.00")]
    assert Rate.objects.get().price_per_day == Decimal("99.00")


def test_a_file_of_another_kind_or_size_is_refused(at_acme: Customer) -> None:
    with pytest.raises(UnknownFormat):
        read_file(b"a,b\n", name="holidays.csv")
    with pytest.raises(FileTooLarge):
        read_file(b"x" * (MOST_BYTES + 1), name="rates.csv")
    with pytest.raises(TooManyRows):
        read_file(b"class\n" + b"C\n" * (MOST_ROWS + 1), name="rates.csv")


def test_an_import_leaves_another_customer_alone(at_acme: Customer, globex: Customer) -> None:
    make_class("CDMR")
    make_extra("SEAT")

    imported("code,offered\nCDMR,no\n", "classes.csv")

    with use_customer(globex):
        assert VehicleClass.objects.get(code="CDMR").is_active
        assert VehicleClass.objects.filter(is_active=True).count() == 10
