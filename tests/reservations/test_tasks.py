"""Delivery by real workers: processes of their own, a mail server on a socket, a database that commits."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job, Status

from reservations.domain.delivery import MailDelayedError, MailGoneError
from reservations.domain.handling import confirm
from reservations.models import DeliveryState, OutboxMail, RequestEvent
from reservations.tasks import LONGEST_WAIT, BackOff, deliver_mail, rescue_mail
from tenants.context import use_customer
from tenants.models import Customer
from tests.reservations.factories import later, planned_request
from tests.reservations.mail_server import MailServer, mail_server

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@contextmanager
def worker(database: str, server: MailServer, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own; killed at the end of the block if it still runs."""
    environment = os.environ | {
        "DATABASE_URL": os.environ["TEST_CLUSTER_URL"].replace("/postgres?", f"/{database}?"),
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "procrastinate", "worker", "--queues", "mail", *arguments],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=10)


def confirm_some(customer: Customer, number: int = 1) -> list[str]:
    """Confirm new requests; returns the Message-IDs of their mails."""
    with use_customer(customer):
        for _ in range(number):
            request, olga = planned_request()
            confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=9))
        return list(OutboxMail.objects.order_by("id").values_list("message_id", flat=True))


def let_heartbeats_grow_old() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")


def ask_for_rescue() -> None:
    """What the clock does every minute; a worker that has just started may have done it already."""
    with suppress(AlreadyEnqueued):
        rescue_mail.configure(task_kwargs={"timestamp": 0}).defer()


def test_worker_delivers_what_was_confirmed(
    real_database: str, acme: Customer, globex: Customer, post_office: MailServer
) -> None:
    message_ids = [*confirm_some(acme), *confirm_some(globex)]

    with worker(real_database, post_office, "--one-shot") as process:
        process.wait(timeout=60)

    assert [message["Message-ID"] for message in post_office.accepted] == message_ids
    for customer in (acme, globex):
        with use_customer(customer):
            assert OutboxMail.objects.get().state == DeliveryState.ACCEPTED


@pytest.mark.slow
def test_killed_worker_loses_nothing_and_sends_nothing_twice(
    real_database: str, acme: Customer, post_office: MailServer
) -> None:
    (message_id,) = confirm_some(acme)
    post_office.answering.clear()
    with worker(real_database, post_office) as process:
        assert post_office.arrived.wait(timeout=60)
        process.kill()
        process.wait(timeout=10)
    post_office.answering.set()
    let_heartbeats_grow_old()
    ask_for_rescue()

    with worker(real_database, post_office, "--one-shot", "--concurrency", "1") as process:
        process.wait(timeout=60)

    assert [message["Message-ID"] for message in post_office.accepted] == [message_id]
    with use_customer(acme):
        mail = OutboxMail.objects.get()
        assert (mail.state, mail.attempts) == (DeliveryState.ACCEPTED, 1)
        assert RequestEvent.objects.filter(mail=mail).count() == 2
    assert ProcrastinateJob.objects.get(task_name="reservations.deliver_mail").status == "succeeded"


def test_job_of_a_worker_that_lives_is_left_alone(
    real_database: str, acme: Customer, post_office: MailServer
) -> None:
    confirm_some(acme)
    post_office.answering.clear()

    with worker(real_database, post_office, "--concurrency", "2"):
        assert post_office.arrived.wait(timeout=60)
        ask_for_rescue()
        with worker(real_database, post_office, "--one-shot") as rescuer:
            rescuer.wait(timeout=60)
        held = ProcrastinateJob.objects.get(task_name="reservations.deliver_mail").status

    assert held == "doing"
    assert post_office.accepted == []


@pytest.mark.slow
def test_two_workers_send_each_mail_once(real_database: str, acme: Customer, post_office: MailServer) -> None:
    message_ids = confirm_some(acme, number=12)
    for mail_id in range(1, 13):  # a second job for every mail, as after a rescue that came too early
        with use_customer(acme):
            deliver_mail.defer(mail_id=mail_id)

    with (
        worker(real_database, post_office, "--one-shot", "--concurrency", "4") as first,
        worker(real_database, post_office, "--one-shot", "--concurrency", "4") as second,
    ):
        first.wait(timeout=60)
        second.wait(timeout=60)

    assert sorted(message["Message-ID"] for message in post_office.accepted) == sorted(message_ids)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(0, 4), (1, 16), (2, 64), (4, 1024), (6, 16384), (7, LONGEST_WAIT), (29, LONGEST_WAIT)],
)
def test_back_off_waits_longer_every_time(attempts: int, seconds: int) -> None:
    before = datetime.now(UTC)

    decision = BackOff(max_attempts=30).get_retry_decision(exception=MailDelayedError(), job=job(attempts))

    assert decision is not None
    assert decision.retry_at is not None
    assert 0 <= (decision.retry_at - before).total_seconds() - seconds < 2


def test_back_off_ends() -> None:
    assert BackOff(max_attempts=30).get_retry_decision(exception=MailDelayedError(), job=job(30)) is None


def test_back_off_does_not_wait_for_a_mail_that_is_gone() -> None:
    assert BackOff(max_attempts=30).get_retry_decision(exception=MailGoneError(), job=job(0)) is None


def job(attempts: int) -> Job:
    return Job(
        id=1,
        status=Status.DOING.value,
        queue="mail",
        lock=None,
        queueing_lock=None,
        task_name="reservations.deliver_mail",
        attempts=attempts,
    )
