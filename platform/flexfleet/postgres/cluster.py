"""One PostgreSQL cluster: a home with data, socket, configuration and log, and the server that runs on it."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from flexfleet.postgres.account import server_account
from flexfleet.postgres.binaries import major_version, server_binary
from flexfleet.postgres.configuration import PORT, ROLE, write_configuration
from flexfleet.postgres.errors import PostgresError
from flexfleet.postgres.postmaster import Postmaster, is_running, read_postmaster

# sun_path holds 104 bytes on macOS and 108 on Linux, the closing zero included.
LONGEST_SOCKET_PATH = 103
SHORT_PLACE = Path("/tmp")  # noqa: S108  # short everywhere, and what is made there is looked at first
START_SECONDS = 60
STOP_SECONDS = 60
POLL_SECONDS = 0.02


class ServerFailedError(PostgresError):
    """The server, or the program that makes its data directory, ended with an error."""


class OtherMajorVersionError(PostgresError):
    """The data directory was made by another major version of PostgreSQL."""


class NotOursError(PostgresError):
    """The cluster's home belongs to another account."""


class ServerTooSlowError(PostgresError):
    """The server did not become ready, or did not end, in time."""


class Cluster:
    """A cluster in `home`, a directory that the server's account can reach.

    Who starts the server owns it, for as long as that process lives, and is the only one whose `stop()` stops it.
    Everybody else who starts it meanwhile shares it. A server whose owner died is taken over by the next.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home
        self.durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        self._ownership: IO[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgresql.log"

    @property
    def socket_directory(self) -> Path:
        """Inside the home, unless the operating system, or libpq's list of hosts, could not address it there."""
        inside = self.home / "socket"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH and "," not in str(inside):
            return inside
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return SHORT_PLACE / f"flexfleet-{digest}"

    @property
    def is_owner(self) -> bool:
        """Whether this object started, or took over, the server."""
        return self._ownership is not None

    @property
    def pid(self) -> int | None:
        """The process id of the running server."""
        postmaster = self._running()
        return postmaster.pid if postmaster else None

    def url(self, database: str) -> str:
        """The address of a database of this cluster, as libpq, psycopg and DATABASE_URL understand it."""
        host = quote(str(self.socket_directory), safe="/")
        return f"postgresql://{ROLE}@/{quote(database, safe='')}?host={host}&port={PORT}"

    def start(self) -> None:
        """Have the server run: start it, take it over from an owner that died, or share it.

        Raises PostgresError.
        """
        deadline = time.monotonic() + START_SECONDS
        self._make_home()
        while not self._become_owner():
            postmaster = self._running()
            if postmaster is not None and postmaster.is_ready:
                return
            if time.monotonic() > deadline:
                raise ServerTooSlowError(
                    f"Another process keeps {self.home} without a server; stop that one first."
                )
            time.sleep(POLL_SECONDS)
        try:
            self._prepare()
            if self._running() is None:
                self._launch()
            self._wait_until_ready(deadline)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server if it is ours: at once, and cleanly when its data is to be kept."""
        if self._ownership is None:
            return
        try:
            self._stop_server()
        finally:
            self._ownership.close()
            self._ownership = None

    def has_database(self, name: str) -> bool:
        with self._connection() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return found.fetchone() is not None

    def create_database(self, name: str, *, template: str | None = None) -> None:
        """Create a database, as a copy of `template` where one is given. Nobody may be connected to that one."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template or "template1")
        )
        if template is not None:
            # Copying files beats writing every page to the log, the more so where nothing is synced.
            statement += sql.SQL(" STRATEGY file_copy")
        with self._connection() as connection:
            connection.execute(statement)

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(self.url("postgres"), autocommit=True)

    def _make_home(self) -> None:
        account = server_account()
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.home.stat().st_uid != os.geteuid():
            raise NotOursError(
                f"{self.home} belongs to another account; start as that one, or remove the directory."
            )
        # Started by root, the server's account passes through the home to its own folders, and owns only those.
        self.home.chmod(0o700 if account.is_own else 0o711)

    def _become_owner(self) -> bool:
        """The lock is the kernel's, so it ends with its holder, however that one dies."""
        lock = (self.home / "owner.lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        self._ownership = lock
        return True

    def _prepare(self) -> None:
        """Called by the owner before the server runs; a place to put things right."""

    def _running(self) -> Postmaster | None:
        postmaster = read_postmaster(self.data)
        if postmaster is None or not is_running(postmaster, home=self.home):
            return None
        return postmaster

    def _launch(self) -> None:
        account = server_account()
        account.make_private(self.socket_directory)
        self._remove_stale_locks()
        # Begun anew at every start, so that it does not grow for ever.
        self.log.unlink(missing_ok=True)
        if self.data.exists():
            self._check_major_version()
        else:
            self._initialise()
        write_configuration(
            self.home,
            data=self.data,
            socket=self.socket_directory,
            account=account,
            starter=pwd.getpwuid(os.geteuid()).pw_name,
            durable=self.durable,
        )
        command: list[str | Path] = [server_binary("postgres", account=account), "-D", self.home]
        with self._open_log() as log:
            self._process = account.start(command, output=log)

    def _remove_stale_locks(self) -> None:
        """After a kill or a reboot the number in these files may be another process's; PostgreSQL gives up then."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.socket_directory / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _check_major_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != major_version():
            raise OtherMajorVersionError(
                f"{self.data} was made by PostgreSQL {found}, and this is PostgreSQL {major_version()}. "
                f"Dump the databases with version {found} and restore them here, or remove the directory."
            )

    def _initialise(self) -> None:
        """Make the data directory beside its place and move it there whole: half of one is never found."""
        account = server_account()
        unfinished = self.home / "data.unfinished"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        account.make_private(unfinished)
        command: list[str | Path] = [
            server_binary("initdb", account=account),
            f"--pgdata={unfinished}",
            f"--username={ROLE}",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth=peer",
            "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        ]
        with self._open_log() as log:
            self._process = account.start(command, output=log)
        code = self._process.wait()
        self._process = None
        if code != 0:
            raise ServerFailedError(f"initdb failed:\n{self._log_tail()}")
        unfinished.rename(self.data)

    def _wait_until_ready(self, deadline: float) -> None:
        while True:
            postmaster = self._running()
            if postmaster is not None and postmaster.is_ready:
                return
            if self._process is not None and self._process.poll() is not None:
                raise ServerFailedError(f"PostgreSQL does not start:\n{self._log_tail()}")
            if time.monotonic() > deadline:
                raise ServerTooSlowError(f"PostgreSQL is not ready after {START_SECONDS} s; see {self.log}.")
            time.sleep(POLL_SECONDS)

    def _stop_server(self) -> None:
        # "Fast" ends the sessions and writes the data; "immediate" is for data that nobody will read again.
        how = signal.SIGINT if self.durable else signal.SIGQUIT
        if self._process is not None:
            self._process.send_signal(how)
        elif (postmaster := self._running()) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(postmaster.pid, how)
        deadline = time.monotonic() + STOP_SECONDS
        while self._is_alive():
            if time.monotonic() > deadline:
                raise ServerTooSlowError(f"PostgreSQL did not stop within {STOP_SECONDS} s; see {self.log}.")
            time.sleep(POLL_SECONDS)
        self._process = None

    def _is_alive(self) -> bool:
        if self._process is not None:
            return self._process.poll() is None
        return self._running() is not None

    def _open_log(self) -> IO[bytes]:
        """What the server and `initdb` say is for the eyes of whoever starts them."""
        log = self.log.open("ab")
        os.fchmod(log.fileno(), 0o600)
        return log

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])
