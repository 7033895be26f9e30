from __future__ import annotations

import email
import email.policy
import re
import stat
from email.message import EmailMessage as ParsedMessage
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
def backend(folder: Path) -> BaseEmailBackend:
    connection: BaseEmailBackend = get_connection("flexfleet.mail_folder.EmailBackend", file_path=folder)
    return connection


def parse(path: Path) -> ParsedMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def test_send_messages_writes_each_message_whole(backend: BaseEmailBackend, folder: Path) -> None:
    first = EmailMessage("Één", "Goedemorgen", "fleet@example.com", ["kim@acme.example"])
    second = EmailMultiAlternatives("Two", "Good morning", "fleet@example.com", ["kim@acme.example"])
    second.attach_alternative("<p>Good morning</p>", "text/html")

    sent = backend.send_messages([first, second])

    parsed = [parse(path) for path in sorted(folder.iterdir())]
    assert sent == 2
    assert [(mail["Subject"], mail["To"], mail.get_content_type()) for mail in parsed] == [
        ("Één", "kim@acme.example", "text/plain"),
        ("Two", "kim@acme.example", "multipart/alternative"),
    ]
    html = parsed[1].get_body(("html",))
    assert html is not None
    assert html.get_content().strip() == "<p>Good morning</p>"


def test_send_messages_names_files_by_time_and_nobody(backend: BaseEmailBackend, folder: Path) -> None:
    message = EmailMessage("Hello", "Hello", "fleet@example.com", ["kim@acme.example"])

    backend.send_messages([message, message, message])

    names = [path.name for path in folder.iterdir()]
    assert len(names) == 3
    assert all(re.fullmatch(r"\d{8}T\d{6}\.\d{6}Z-[0-9a-f]{8}\.eml", name) for name in names)


def test_send_messages_keeps_mail_from_other_accounts(backend: BaseEmailBackend, folder: Path) -> None:
    backend.send_messages([EmailMessage("Hello", "Hello", "fleet@example.com", ["kim@acme.example"])])

    (file,) = folder.iterdir()
    assert (stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)


def test_send_messages_leaves_out_a_message_without_recipient(
    backend: BaseEmailBackend, folder: Path
) -> None:
    assert backend.send_messages([EmailMessage("Hello", "Hello", "fleet@example.com", [])]) == 0
    assert not folder.exists()


def test_send_messages_says_when_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    message = EmailMessage("Hello", "Hello", "fleet@example.com", ["kim@acme.example"])
    loud = get_connection("flexfleet.mail_folder.EmailBackend", file_path=tmp_path / "taken")
    silent = get_connection(
        "flexfleet.mail_folder.EmailBackend", file_path=tmp_path / "taken", fail_silently=True
    )

    with pytest.raises(FileExistsError):
        loud.send_messages([message])

    assert silent.send_messages([message]) == 0
