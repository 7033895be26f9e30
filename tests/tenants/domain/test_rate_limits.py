from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from tenants.context import use_customer
from tenants.domain.rate_limits import Limit, Refusal, count_call, forget_past
from tenants.models import Customer, RateLimit

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def limit(name: str = "203.0.113.7", per_minute: int = 3, kind: str = "address") -> Limit:
    return Limit(kind, name, per_minute)


@pytest.mark.django_db
def test_a_minutes_worth_at_once_and_then_an_even_pace(acme: Customer) -> None:
    with use_customer(acme):
        at_once = [count_call([limit()], now=NOW) for _call in range(4)]
        later = [count_call([limit()], now=NOW + seconds * SECOND) for seconds in (19, 20, 21, 40, 100, 100)]

    refused = Refusal(limit(), 20)
    assert at_once == [None, None, None, refused]
    assert later == [Refusal(limit(), 1), None, Refusal(limit(), 19), None, None, None]


@pytest.mark.django_db
def test_each_kind_name_and_customer_is_counted_alone(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        count_call([limit(per_minute=1)], now=NOW)

        assert count_call([limit(per_minute=1)], now=NOW) == Refusal(limit(per_minute=1), 60)
        assert count_call([limit("203.0.113.8", per_minute=1)], now=NOW) is None
        assert count_call([limit(per_minute=1, kind="connection")], now=NOW) is None
    with use_customer(globex):
        assert count_call([limit(per_minute=1)], now=NOW) is None


@pytest.mark.django_db
def test_who_is_refused_by_the_first_does_not_use_up_the_second(acme: Customer) -> None:
    shared = limit("srm", per_minute=2, kind="connection")
    with use_customer(acme):
        busy = [count_call([limit(per_minute=1), shared], now=NOW) for _call in range(3)]
        calm = [count_call([limit(name, per_minute=1), shared], now=NOW) for name in ("a", "b")]

    assert busy == [None, *[Refusal(limit(per_minute=1), 60)] * 2]
    assert calm == [None, Refusal(shared, 30)]


@pytest.mark.django_db
def test_a_limit_that_was_lowered_or_raised_holds_at_once(acme: Customer) -> None:
    with use_customer(acme):
        for _call in range(10):
            count_call([limit(per_minute=10)], now=NOW)

        assert count_call([limit(per_minute=1)], now=NOW + SECOND) == Refusal(limit(per_minute=1), 59)
        assert count_call([limit(per_minute=600)], now=NOW + SECOND) is None


@pytest.mark.django_db
def test_counting_is_one_statement_and_its_row_names_nobody(acme: Customer) -> None:
    with use_customer(acme):
        count_call([limit()], now=NOW)  # the way into the schema is a statement, too
        with CaptureQueriesContext(database) as queries:
            count_call([limit(), limit("srm", kind="connection")], now=NOW)

    assert len(queries) == 1
    keys = set(RateLimit.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert not any("203" in key or "srm" in key or len(key) != 64 for key in keys)


@pytest.mark.django_db
def test_forget_past_deletes_who_has_a_whole_minute_again(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        count_call([limit(per_minute=1)], now=NOW)
    with use_customer(acme):
        count_call([limit(per_minute=60)], now=NOW)

        forgotten = [forget_past(now=NOW + seconds * SECOND) for seconds in (1, 2, 60, 61)]

    assert forgotten == [0, 1, 0, 1]
    assert not RateLimit.objects.exists()


def test_all_processes_count_together(real_database: str, acme: Customer) -> None:
    """Each thread has a connection of its own, as a process has."""
    shared = limit("srm", per_minute=30, kind="connection")

    def call(number: int) -> bool:
        try:
            with use_customer(acme):
                return count_call([limit(f"10.0.0.{number % 3}", per_minute=25), shared], now=NOW) is None
        finally:
            database.close()

    with ThreadPoolExecutor(4) as threads:
        counted = list(threads.map(call, range(120)))

    assert counted.count(True) == 30
