"""The operating system account that runs the server.

PostgreSQL refuses to run as root. Started by root, the server therefore runs as an account without privileges, and
nobody's folders are opened for that account: what it needs is placed where it can already go.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flexfleet.postgres.errors import PostgresError

UNPRIVILEGED = ("postgres", "nobody")


class NoServerAccountError(PostgresError):
    """There is no account with a name under which PostgreSQL could run."""


class UnsafeDirectoryError(PostgresError):
    """A directory that only the server's account may enter belongs to, or is open to, somebody else."""


@dataclass(frozen=True)
class ServerAccount:
    name: str
    uid: int
    gid: int

    @property
    def is_own(self) -> bool:
        """Whether the server runs under the account that starts it."""
        return self.uid == os.geteuid()

    def start(self, command: Sequence[str | Path], *, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start a program under this account, in a session of its own so that Ctrl-C does not reach it."""
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            # PGDATA, PGPORT and their like would otherwise point the server elsewhere.
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
            user=None if self.is_own else self.uid,
            group=None if self.is_own else self.gid,
            extra_groups=None if self.is_own else [],
        )

    def make_private(self, directory: Path) -> None:
        """Make a directory that this account alone may enter.

        Raises UnsafeDirectoryError when somebody else was there first, which in `/tmp` anybody can be.
        """
        with contextlib.suppress(FileExistsError):
            directory.mkdir(mode=0o700)
        try:
            opened = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError as error:
            raise UnsafeDirectoryError(
                f"{directory} cannot be used ({error.strerror}); remove it."
            ) from error
        try:
            if os.fstat(opened).st_uid not in {os.geteuid(), self.uid}:
                raise UnsafeDirectoryError(f"{directory} belongs to somebody else; remove it.")
            os.fchmod(opened, 0o700)
            os.fchown(opened, self.uid, self.gid)
        finally:
            os.close(opened)


def server_account() -> ServerAccount:
    """The account that starts the server, or for root the first unprivileged one that exists.

    Raises NoServerAccountError.
    """
    if os.geteuid() != 0:
        return _own_account()
    for name in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerAccount(name, found.pw_uid, found.pw_gid)
    raise NoServerAccountError(
        "PostgreSQL does not run as root, and there is no account `postgres` or `nobody` to run it under. "
        "Create one, or set DATABASE_URL to a server that runs elsewhere."
    )


def _own_account() -> ServerAccount:
    uid = os.geteuid()
    try:
        found = pwd.getpwuid(uid)
    except KeyError:
        raise NoServerAccountError(
            f"User id {uid} has no name on this machine, and PostgreSQL needs one. Run under a named account, "
            "or set DATABASE_URL to a server that runs elsewhere."
        ) from None
    return ServerAccount(found.pw_name, uid, found.pw_gid)
