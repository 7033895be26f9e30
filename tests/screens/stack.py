"""The demo to take pictures of."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def running_demo(var: Path) -> Iterator[dict[str, Any]]:
    """The record of the demo in `var`, started for the occasion where it does not run."""
    record = var / "demo.json"
    if record.exists():
        yield json.loads(record.read_text())
        return
    command = [sys.executable, "-m", "flexfleet.demo", "--port", str(_free_port())]
    demo = subprocess.Popen(command, env={**os.environ, "VAR_DIR": str(var)})
    try:
        while not record.exists():
            if demo.poll() is not None:
                sys.exit("The demo does not start.")
            time.sleep(0.1)
        yield json.loads(record.read_text())
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
