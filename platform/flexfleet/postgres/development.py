"""The cluster of a checkout, under its `var/`."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from flexfleet.postgres import binaries
from flexfleet.postgres.account import server_account
from flexfleet.postgres.cluster import Cluster

DATABASE = "flexfleet"


class DevelopmentCluster(Cluster):
    """A cluster that belongs to a directory of the checkout, wherever its home is.

    For root the home is outside, because the account that runs the server cannot be expected to reach the
    checkout. The directory then holds a note that says where. Whoever removes the directory wants a new cluster,
    so without the note the old data is set aside.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        super().__init__(home_of(directory))

    @property
    def note(self) -> Path:
        return self.directory / "README"

    def _make_home(self) -> None:
        if self.home != self.directory:
            binaries.make_outside()
        super()._make_home()

    def _prepare(self) -> None:
        if self.home == self.directory:
            return
        if not self.note.exists():
            self._stop_server()
            self._set_data_aside()
        self.directory.mkdir(parents=True, exist_ok=True)
        self.note.write_text(f"The database of this checkout is in {self.home}.\n", encoding="utf-8")
        (self.home / "README").write_text(f"The database of {self.directory}.\n", encoding="utf-8")

    def _set_data_aside(self) -> None:
        if not self.data.exists():
            return
        aside = self.home / "data.removed"
        if aside.exists():
            shutil.rmtree(aside)
        self.data.rename(aside)


def development_cluster(var: Path) -> DevelopmentCluster:
    """The cluster of the checkout whose changeable files are in `var`; not started."""
    return DevelopmentCluster(var.resolve() / "postgres")


def database_url(var: Path) -> str:
    """The address of the development database; asks nothing of the server and touches no file."""
    return development_cluster(var).url(DATABASE)


def home_of(directory: Path) -> Path:
    if server_account().is_own:
        return directory
    return binaries.OUTSIDE / hashlib.sha256(os.fsencode(directory)).hexdigest()[:16]
