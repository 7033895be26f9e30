from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.reservations.mail_server import MailServer, mail_server


@pytest.fixture
def smtp(settings: Settings) -> Iterator[MailServer]:
    """A listening mail server that Django's SMTP backend sends to."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 5
        yield server
