"""The demo's passwords: made at the first start, kept beside the data, for this account's eyes only."""

from __future__ import annotations

import json
import secrets
from pathlib import Path


class Secrets:
    """Named secrets in a file; asking for one that is not there makes it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}

    def __getitem__(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = secrets.token_urlsafe(12)
            self._save()
        return self._known[name]

    def keep(self, name: str, value: str) -> None:
        """Keep a secret that somebody else has made."""
        self._known[name] = value
        self._save()

    def _save(self) -> None:
        unfinished = self._file.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        unfinished.write_text(json.dumps(self._known, indent=2))
        unfinished.replace(self._file)
