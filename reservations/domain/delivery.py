"""Handing a stored mail over to the mail server, once.

The mail's row is locked during the hand-over and its new state is committed right after the server's answer, so
two workers never send one mail, and a worker that dies before the answer leaves it waiting. What is left is the
instant between the server's acceptance and the commit; docs/decisions/mail-at-least-once.md weighs it.
"""

from __future__ import annotations

import re
import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from reservations.domain.transition import record_event
from reservations.life_cycle import Party
from reservations.mail.message import build_message
from reservations.models import DeliveryState, EventKind, OutboxMail

MAX_ATTEMPTS: Final = 10
_PERMANENT: Final = 5  # the first digit of a reply, RFC 5321, 4.2.1
_HIDDEN: Final = "•••"
# What makes the address of a return link a secret, in text and in HTML.
_code_re: Final = re.compile(r"(?<=[?&]code=)[\w-]+")


class DeliveryError(Exception):
    """The mail was not handed over. The message holds no personal data: it ends up in logs."""


class MailGoneError(DeliveryError):
    """There is no such mail any more. Trying again cannot help."""


class MailBusyError(DeliveryError):
    """Another worker is handing this mail over right now. Trying again shows whether anything is left to do."""


class MailDelayedError(DeliveryError):
    """The mail server could not be reached, or asked us to come back. Trying again later can help."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Problem:
    text: str
    permanent: bool = False


def deliver(*, mail_id: int, now: datetime) -> DeliveryState:
    """Hand one mail over, note the outcome on the timeline and return the mail's state.

    A mail that was accepted, or has failed for good, is left alone; the code of a link that it carried is forgotten.
    Raises DeliveryError.
    """
    server = get_connection()
    try:
        with transaction.atomic(durable=True):
            mail = _lock(mail_id)
            if mail.state == DeliveryState.WAITING:
                _note(mail, _hand_over(mail, server), now=now)
    finally:
        # After the commit: saying goodbye must not hold up, or undo, the note that the server accepted.
        with suppress(OSError):
            server.close()
    if mail.state == DeliveryState.WAITING:
        raise MailDelayedError(f"mail {mail_id} was delayed at attempt {mail.attempts}")
    return DeliveryState(mail.state)


def _lock(mail_id: int) -> OutboxMail:
    # Only the mail's row: operations go on with the request while a slow mail server keeps this transaction open.
    mails = OutboxMail.objects.filter(pk=mail_id)
    mail = mails.select_for_update(skip_locked=True, of=("self",)).select_related("request").first()
    if mail is not None:
        return mail
    if mails.exists():
        raise MailBusyError(f"mail {mail_id} is being handed over by another worker")
    raise MailGoneError(f"mail {mail_id} does not exist")


def _hand_over(mail: OutboxMail, server: BaseEmailBackend) -> _Problem | None:
    """Give the mail to the server; None when it has accepted.

    Permanent is only what the server says about this mail. What it says about the connection (no TLS, wrong
    password, no service) is ours to repair, and the mail waits for it.
    """
    try:
        server.open()
    except OSError as error:  # smtplib's errors are OSErrors as well
        return _Problem(text=_describe(error))
    try:
        server.send_messages([build_message(mail)])
    except smtplib.SMTPRecipientsRefused as error:
        [(code, _message)] = error.recipients.values()
        return _Problem(text=_describe(error), permanent=_is_final(code))
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        return _Problem(text=_describe(error), permanent=_is_final(error.smtp_code))
    except (smtplib.SMTPNotSupportedError, ValueError) as error:
        # An address that this server, or mail at all, cannot carry.
        return _Problem(text=_describe(error), permanent=True)
    except OSError as error:
        return _Problem(text=_describe(error))
    return None


def _is_final(code: int) -> bool:
    """Whether an SMTP reply code means “do not try again”."""
    return code // 100 == _PERMANENT


def _describe(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        [(code, message)] = error.recipients.values()
        return _answer(code, message)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"


def _answer(code: int, message: bytes | str) -> str:
    text = message.decode(errors="replace") if isinstance(message, bytes) else message
    return f"{code} {text}"


def _note(mail: OutboxMail, problem: _Problem | None, *, now: datetime) -> None:
    mail.attempts += 1
    if problem is None:
        mail.state, mail.accepted_at, mail.last_error = DeliveryState.ACCEPTED, now, ""
        kind = EventKind.MAIL_ACCEPTED
    else:
        mail.last_error = problem.text[:500]
        kind = EventKind.MAIL_DELAYED
        if problem.permanent or mail.attempts >= MAX_ATTEMPTS:
            mail.state = DeliveryState.FAILED
            kind = EventKind.MAIL_FAILED
    if mail.state != DeliveryState.WAITING:
        # Whoever reads our database shall not be able to send what the receiver of the mail may send.
        mail.text, mail.html = (_code_re.sub(_HIDDEN, body) for body in (mail.text, mail.html))
    mail.save(update_fields=["state", "attempts", "last_error", "accepted_at", "text", "html"])
    record_event(mail.request, kind=kind, party=Party.SYSTEM, at=now, reason=mail.last_error, mail=mail)
