"""From a stored mail to the message that goes over the wire."""

from __future__ import annotations

from email.utils import quote

from django.core.mail import EmailMultiAlternatives

from reservations.models import OutboxMail


def build_message(mail: OutboxMail) -> EmailMultiAlternatives:
    """Return the message: text, HTML and, where there is one, the calendar part.

    The Message-ID is the stored one, so that a mail that goes out twice after a crash is recognised as the same.
    """
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=_mailbox(mail.from_name, mail.from_email),
        to=[_mailbox(mail.to_name, mail.to_email)],
        reply_to=[mail.reply_to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
    return message


def _mailbox(name: str, email: str) -> str:
    return f'"{quote(name)}" <{email}>'
