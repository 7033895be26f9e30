from __future__ import annotations

import stat
from pathlib import Path

from flexfleet.demo.secrets import Secrets


def test_secrets_are_made_once_and_found_again(tmp_path: Path) -> None:
    first = Secrets(tmp_path / "secrets.json")
    made = (first["staff/one"], first["staff/two"])

    again = Secrets(tmp_path / "secrets.json")

    assert (again["staff/one"], again["staff/two"]) == made
    assert made[0] != made[1]


def test_secrets_keep_what_somebody_else_made(tmp_path: Path) -> None:
    Secrets(tmp_path / "secrets.json").keep("connection", "theirs")

    assert Secrets(tmp_path / "secrets.json")["connection"] == "theirs"


def test_secrets_are_for_their_owner_only(tmp_path: Path) -> None:
    Secrets(tmp_path / "secrets.json")["staff/one"]

    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
