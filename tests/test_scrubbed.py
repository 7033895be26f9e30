"""The watch over the log, on which the whole run relies: it must be able to fail."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from secrets import token_urlsafe

import pytest

from oci.domain.signing import derive_secret
from oci.domain.tokens import new_token
from oci.protocol.signature import sign_call
from tenants.models import Customer
from tenants.roles import Role
from tests import known, scrubbed
from tests.conftest import StaffClient

ROOT = Path(__file__).parents[1]
SUITE = """
import logging, secrets
from tests import known

def test_quiet():
    logging.getLogger("shop").warning("A call came")

def test_other():
    {statement}
"""


def run(folder: Path, statement: str, *options: str) -> subprocess.CompletedProcess[str]:
    """The verdict on a suite of two tests, one of which does `statement`; no Django, no database."""
    (folder / "test_suite.py").write_text(SUITE.format(statement=statement))
    (folder / "pytest.ini").write_text("[pytest]\n")
    plain = ["-p", "no:django", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "tests.scrubbed"]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plain, *options],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


SECRET = 'logging.getLogger("shop").warning("/p/?code=x%s", secrets.token_urlsafe(24))'
WORKERS = ("-n", "2")


@pytest.mark.parametrize(
    ("statement", "options"),
    [
        (SECRET, ()),
        (SECRET, WORKERS),
        ('logging.getLogger("shop").warning("Jos de Vries"); known.remember_persons(["jos de vries"])', ()),
        (
            'known.remember_persons(["jos@a.example"]); logging.getLogger("shop").error("/%s", "jos%40a.example")',
            (),
        ),
    ],
    ids=["a secret", "a secret in a worker", "a person", "an encoded person"],
)
def test_a_run_that_logs_what_it_must_not_fails(
    tmp_path: Path, statement: str, options: tuple[str, ...]
) -> None:
    verdict = run(tmp_path, statement, *options)

    assert verdict.returncode == pytest.ExitCode.TESTS_FAILED, verdict.stdout + verdict.stderr
    assert "2 passed" in verdict.stdout
    assert "during test_suite.py::test_other" in verdict.stdout


@pytest.mark.parametrize("options", [(), WORKERS], ids=["alone", "with workers"])
def test_a_run_that_keeps_its_secrets_passes(tmp_path: Path, options: tuple[str, ...]) -> None:
    verdict = run(tmp_path, 'secrets.token_urlsafe(24); known.remember_persons(["Jos de Vries"])', *options)

    assert verdict.returncode == pytest.ExitCode.OK, verdict.stdout + verdict.stderr


def test_a_run_whose_log_was_not_watched_fails(tmp_path: Path) -> None:
    verdict = run(tmp_path, "logging.getLogger().handlers.clear()")

    assert verdict.returncode == pytest.ExitCode.TESTS_FAILED
    assert "nothing was kept" in verdict.stdout


def test_this_run_is_watched() -> None:
    written = f"A line of {test_this_run_is_watched.__name__}"

    logging.getLogger("oci").info(written)

    (line,) = [line.text for line in scrubbed.recorder.lines if written in line.text]
    assert "schema=" in line


def test_a_secret_is_known_when_it_is_made() -> None:
    made = {new_token(), token_urlsafe(32)}

    assert made <= known.SECRETS


def test_the_secret_of_a_signing_key_and_a_signature_are_known_when_they_are_made() -> None:
    secret = derive_secret("89abcdef01234567")
    *_signed, (_name, signature) = sign_call([], key_id="89abcdef01234567", secret=secret, expires=0)

    assert {secret, signature} <= known.SECRETS


@pytest.mark.django_db
def test_a_session_and_a_person_are_known_when_they_are_stored(
    acme: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(acme, Role.AUDITOR)

    assert client.cookies["sessionid"].value in known.SECRETS
    assert "robin auditor" in known.PERSONS
