from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flexfleet.demo.processes import ChildDiedError, Processes, StepFailedError

FOREVER = ["/bin/sleep", "60"]
FAMILY = ["/bin/sh", "-c", "sleep 60 & echo $! > {file}; exec sleep 60"]
HOLD = """
import sys, time
from pathlib import Path
from flexfleet.demo.processes import Processes

processes = Processes(environment={}, logs=Path(sys.argv[1]))
with processes:
    processes.start("sleeper", ["/bin/sh", "-c", "echo $$; exec sleep 60"])
    time.sleep(60)
"""


@pytest.fixture
def processes(tmp_path: Path) -> Processes:
    return Processes(environment=os.environ, logs=tmp_path / "log")


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() != b""


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_check_is_content_while_all_run(processes: Processes) -> None:
    with processes:
        processes.start("sleeper", FOREVER)

        processes.check()


def test_check_names_who_died_and_what_it_said(processes: Processes, tmp_path: Path) -> None:
    with processes:
        processes.start("sleeper", FOREVER)
        processes.start("web server", ["/bin/sh", "-c", "echo out of petrol; exit 3"])
        assert wait_for(lambda: "petrol" in (tmp_path / "log" / "web-server.log").read_text())
        time.sleep(0.1)

        with pytest.raises(ChildDiedError) as raised:
            processes.check()

    assert str(raised.value) == "The web server ended (exit status 3). It said last:\nout of petrol"


def test_run_waits_for_all_steps(processes: Processes, tmp_path: Path) -> None:
    with processes:
        processes.run(*(["/bin/sh", "-c", f"sleep 0.1; touch {tmp_path / name}"] for name in ("one", "two")))

        assert ((tmp_path / "one").exists(), (tmp_path / "two").exists()) == (True, True)


def test_run_says_that_a_step_failed(processes: Processes) -> None:
    with processes, pytest.raises(StepFailedError, match="could not be prepared"):
        processes.run(["/bin/true"], ["/bin/false"])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_stop_ends_children_and_theirs(processes: Processes, tmp_path: Path) -> None:
    file = tmp_path / "pid"
    with processes:
        processes.start("family", [part.format(file=file) for part in FAMILY])
        assert wait_for(lambda: file.exists() and file.read_text() != "")
        grandchild = int(file.read_text())
        ran = is_running(grandchild)

    assert ran
    assert wait_for(lambda: not is_running(grandchild))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_children_end_when_we_are_killed(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)])
    log = tmp_path / "sleeper.log"
    assert wait_for(lambda: log.exists() and log.read_text() != "")
    child = int(log.read_text())
    # The guardian starts right after the child.
    time.sleep(0.3)

    holder.send_signal(signal.SIGKILL)
    holder.wait()

    assert wait_for(lambda: not is_running(child))
