"""Nothing that is logged in a run holds a secret or a person, or the run fails.

Loaded with `-p`, as `tests.database` is. What is logged is kept as the configured handler writes it, and compared at
the end with what `tests.known` has come to know by then: a person may be stored after having been logged. Under xdist
each worker judges its own log, and the controller fails the run. Other processes' logs are handed over with `keep`.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

from tests import known

PERSONAL_FIELDS = frozenset(
    f"{whose}_{what}"
    for whose in ("requester", "driver", "to", "actor")
    for what in ("name", "email", "phone")
)
# Models that are a person, and their fields.
PERSONS = {"workspace.User": ("email", "name"), "tenants.StaffMember": ("email", "name")}
_word_re = re.compile(rf"[\w-]{{{known.SHORTEST_SECRET},}}")

Leak = tuple[str, str, str]  # what leaked, in which test, in which line

known.listen(note=lambda made: known.remember_secrets([made]))


@dataclass(frozen=True, slots=True)
class Line:
    test: str
    text: str


class Recorder(logging.Handler):
    """Keeps what is logged, under the test that ran."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(Line(os.environ.get("PYTEST_CURRENT_TEST", "between tests"), self.format(record)))


recorder = Recorder()
leaks: list[Leak] = []


def keep(log: Path) -> None:
    """Have another process's log judged too."""
    recorder.lines.extend(Line(log.name, text) for text in log.read_text(errors="replace").splitlines())


def find_leaks() -> Iterator[Leak]:
    lengths = sorted({len(secret) for secret in known.SECRETS})
    for line in recorder.lines:
        # An address in a log may be encoded.
        for text in dict.fromkeys((line.text, unquote_plus(line.text))):
            folded = text.casefold()
            found = [person for person in known.PERSONS if person in folded]
            found += [part for part in _parts(text, lengths) if part in known.SECRETS]
            yield from ((what, line.test, text) for what in found)


def _parts(text: str, lengths: list[int]) -> Iterator[str]:
    """All that could be a secret of these lengths: thousands of secrets are found in one pass."""
    for word in _word_re.findall(text):
        for length in lengths:
            yield from (word[start : start + length] for start in range(len(word) - length + 1))


def _remember_row(sender: Any, instance: Any, **_signal: Any) -> None:
    personal = {field.name for field in sender._meta.fields} & PERSONAL_FIELDS
    names = (*personal, *PERSONS.get(sender._meta.label, ()))
    known.remember_persons(str(getattr(instance, name) or "") for name in names)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart() -> None:
    """Listen beside the configured handler, in its words. Django has configured logging by now, if it is there."""
    # The mail server that tests send to, not ours, tells whom it has mail for.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    root = logging.getLogger()
    for handler in root.handlers:
        if handler.get_name() == "console":
            recorder.setFormatter(handler.formatter)
            # Needs Django's registry.
            from django.db.models.signals import pre_save

            pre_save.connect(_remember_row)
    root.addHandler(recorder)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    leaks.extend(find_leaks())
    if recorder not in logging.getLogger().handlers:
        leaks.append(("nothing was kept: somebody configured logging anew", "the run", ""))
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["leaks"] = leaks
    elif leaks and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker of xdist has ended."""
    leaks.extend(getattr(node, "workeroutput", {}).get("leaks", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if leaks:
        terminalreporter.section("secrets and persons in the log", red=True, bold=True)
    for what, test, line in leaks:
        terminalreporter.write_line(f"{what} during {test}:\n    {line}")
