"""A web server of one process, as a served installation has several: granian on loopback, over the run's database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

HOST = "127.0.0.1"
THREADS = 4
START_SECONDS = 30


@contextmanager
def one_process() -> Iterator[int]:
    """Serve until the block ends; yields the port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    options = ["--interface=wsgi", "--workers=1", f"--blocking-threads={THREADS}", "--no-ws"]
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "granian",
            *options,
            f"--host={HOST}",
            f"--port={port}",
            "flexfleet.wsgi:application",
        ],
        env={**os.environ, "DATABASE_POOL_SIZE": str(THREADS)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        client = HTTPConnection(HOST, port, timeout=START_SECONDS)
        try:
            client.request("GET", "/", headers={"Host": "nobody.localhost"})
            client.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            client.close()
    raise RuntimeError("the web server does not answer")
