"""The demo's child processes: started together, watched, stopped together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from flexfleet.demo.errors import DemoError

STOP_SECONDS = 15

# Reads until we close the other end or die, and then ends the children and what they have started.
GUARDIAN = """
cat > /dev/null
kill -TERM "$@" 2> /dev/null
sleep 5
for child in "$@"; do kill -KILL -- "-$child" 2> /dev/null; done
"""


class ChildDiedError(DemoError):
    """A process that should run as long as the demo ended by itself."""


class StepFailedError(DemoError):
    """A preparation ended with an error, which it has printed itself."""


class Processes:
    """Children that end with us, however we end.

    Each is in a process group of its own: Ctrl-C reaches us alone, and we end them once and in order. Twice is a
    demand to drop everything, to the worker and to others.
    """

    def __init__(self, *, environment: Mapping[str, str], logs: Path) -> None:
        self.environment = dict(environment)
        self.logs = logs
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._guardian: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def run(self, *steps: Sequence[str]) -> None:
        """Run programs beside each other and wait for all of them; what they print is for the reader.

        Raises StepFailedError.
        """
        quiet = {"LOG_LEVEL": "WARNING", **self.environment}
        running = {" ".join(step): subprocess.Popen(step, env=quiet, process_group=0) for step in steps}
        self._children.update(running)
        self._guard()
        codes = [child.wait() for child in running.values()]
        for name in running:
            del self._children[name]
        if any(codes):
            raise StepFailedError("The demo could not be prepared; the reason stands above.")

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a program that is to run until `stop`; what it says goes to a log."""
        with self._log(name).open("wb") as log:
            self._children[name] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                process_group=0,
            )
        self._guard()

    def check(self) -> None:
        """Raises ChildDiedError when one is no longer there."""
        for name, child in self._children.items():
            if child.poll() is not None:
                raise ChildDiedError(
                    f"The {name} ended (exit status {child.returncode}). It said last:\n{self.last_words(name)}"
                )

    def last_words(self, name: str) -> str:
        """The end of what a child has said."""
        return "\n".join(self._log(name).read_text(errors="replace").splitlines()[-15:])

    def stop(self) -> None:
        """Ask all to end what they are doing; end those that do not."""
        for child in self._children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                # What is still there of it: a web server's own children among others.
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        self._children.clear()
        self._dismiss()

    def _guard(self) -> None:
        """Have the children of this moment ended when we are killed."""
        self._dismiss()
        self._guardian = subprocess.Popen(
            ["/bin/sh", "-c", GUARDIAN, "sh", *(str(child.pid) for child in self._children.values())],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def _dismiss(self) -> None:
        if self._guardian is not None:
            self._guardian.kill()
            self._guardian.communicate()
            self._guardian = None

    def _log(self, name: str) -> Path:
        return self.logs / f"{name.replace(' ', '-')}.log"
