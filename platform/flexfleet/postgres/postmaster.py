"""What the file `postmaster.pid` says about the server of a data directory."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

# https://www.postgresql.org/docs/18/storage-file-layout.html; the lines are counted in miscadmin.h.
PID_LINE = 0
STATUS_LINE = 7


@dataclass(frozen=True)
class Postmaster:
    pid: int
    status: str

    @property
    def is_ready(self) -> bool:
        return self.status == "ready"


def read_postmaster(data: Path) -> Postmaster | None:
    """What the file says, true or stale; None without a file or with one that is being written."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return Postmaster(
            pid=int(lines[PID_LINE]), status="".join(lines[STATUS_LINE : STATUS_LINE + 1]).strip()
        )
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        return None


def is_running(postmaster: Postmaster, *, home: Path) -> bool:
    """Whether that process is the server of `home`, and not another one that got its number since."""
    return _command_of(postmaster.pid).endswith(f"postgres -D {home}")


def _command_of(pid: int) -> str:
    """The command line of a process; empty when there is none, or when it is dead and not yet collected."""
    if Path("/proc/self").exists():
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return " ".join(os.fsdecode(word) for word in words)
    found = subprocess.run(
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return found.stdout.strip()
