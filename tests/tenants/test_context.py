from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest

from tenants.context import NoCustomerError, active_schema, current_customer, use_customer
from tenants.models import Customer
from tenants.workspace.models import Profile


def test_use_customer_reads_its_own_schema(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        first = Profile.load().display_name
    with use_customer(globex):
        second = Profile.load().display_name

    assert (first, second) == ("Acme Bouw", "Globex")


def test_use_customer_restores_what_was_there_after_an_error(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        with pytest.raises(ZeroDivisionError), use_customer(globex):
            raise ZeroDivisionError

        assert current_customer() == acme


def test_use_customer_keeps_two_threads_apart(acme: Customer, globex: Customer) -> None:
    """`with tenant:` fails this: both threads push onto one list and pop each other's."""
    both_are_in, first_is_out = Barrier(2, timeout=10), Barrier(2, timeout=10)
    after: dict[str, str] = {}

    def visit(customer: Customer, name: str, *, leaves_first: bool) -> None:
        with use_customer(customer):
            pass_through(name, leaves_first=leaves_first)

    def pass_through(name: str, *, leaves_first: bool) -> None:
        with use_customer(acme):
            both_are_in.wait()
            if not leaves_first:
                first_is_out.wait()
        if leaves_first:
            first_is_out.wait()
        after[name] = active_schema()

    threads = [
        Thread(target=visit, args=(acme, "first"), kwargs={"leaves_first": True}),
        Thread(target=visit, args=(globex, "second"), kwargs={"leaves_first": False}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert after == {"first": "c_acme", "second": "c_globex"}


def test_customer_is_no_context_manager(acme: Customer) -> None:
    with pytest.raises(TypeError, match="use_customer"):
        acme.__enter__()


def test_linter_refuses_the_context_managers_of_django_tenants(tmp_path: Path) -> None:
    file = tmp_path / "swapped.py"
    file.write_text("from django_tenants.utils import schema_context, tenant_context\n")

    result = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--config", "pyproject.toml", "--select", "TID251", file],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert result.stdout.count("use tenants.context.use_customer") == 2


@pytest.mark.django_db
def test_current_customer_refuses_public() -> None:
    with pytest.raises(NoCustomerError):
        current_customer()
