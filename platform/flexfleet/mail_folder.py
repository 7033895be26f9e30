"""Mail into a folder, one `.eml` each: for machines without a mail server, where somebody wants to read what left."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Writes each message whole into EMAIL_FILE_PATH, under a name that sorts by time and tells of nobody.

    Raises OSError when the folder cannot be written, which a later try may find mended.
    """

    def __init__(
        self, *, file_path: str | Path | None = None, fail_silently: bool = False, **options: Any
    ) -> None:
        super().__init__(fail_silently=fail_silently, **options)
        self.folder = Path(file_path or settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages that have a recipient; returns their number."""
        written = 0
        for message in email_messages:
            if not message.recipients():
                continue
            try:
                self._write(message.message().as_bytes())
            except OSError:
                if not self.fail_silently:
                    raise
            else:
                written += 1
        return written

    def _write(self, content: bytes) -> None:
        # Mail holds personal data: this account's eyes only.
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(4)}"
        unfinished = self.folder / f".{name}"
        unfinished.touch(mode=0o600, exist_ok=False)
        unfinished.write_bytes(content)
        # Whoever watches the folder never finds half a message.
        unfinished.rename(self.folder / f"{name}.eml")
