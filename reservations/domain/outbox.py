"""The outbox: a mail is rendered and stored with the change that causes it, and its job is queued with it.

If the change is rolled back, mail and job never were. If the process dies right after the commit, both are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings

from reservations.domain.transition import record_event
from reservations.life_cycle import Party
from reservations.mail.rendering import render_mail
from reservations.models import EventKind, MailKind, OutboxMail, RentalRequest
from tenants.workspace.models import Profile


def store_mail(
    request: RentalRequest,
    *,
    kind: MailKind,
    now: datetime,
    occasion: str = "",
    particulars: Mapping[str, str] | None = None,
) -> OutboxMail:
    """Store a mail about `request` and queue its delivery. Call it inside the transaction of the change.

    One mail per kind, revision of a request and occasion, ever: asked again, it returns the first. `occasion` tells
    apart what may happen several times; `particulars` are what `reservations.mail.rendering` asks for this kind.
    """
    # The job calls the domain; only here does the domain need to name the job.
    from reservations.tasks import deliver_mail

    profile = Profile.load()
    rendered = render_mail(request, kind=kind, profile=profile, now=now, particulars=particulars or {})
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    mail, created = OutboxMail.objects.get_or_create(
        key=":".join(filter(None, (kind.value, str(request.public_id), str(request.revision), occasion))),
        defaults={
            "request": request,
            "kind": kind,
            "message_id": f"<{uuid4()}@{sender.rpartition('@')[2]}>",
            "language": request.language,
            "from_name": rendered.from_name,
            "from_email": sender,
            "reply_to": profile.contact_email,
            "to_name": " ".join(request.requester_name.split()),
            "to_email": request.requester_email,
            "subject": rendered.subject,
            "text": rendered.text,
            "html": rendered.html,
            "calendar": rendered.calendar,
            "calendar_method": rendered.calendar_method,
            "created_at": now,
        },
    )
    if created:
        record_event(request, kind=EventKind.MAIL_STORED, party=Party.SYSTEM, at=now, mail=mail)
        deliver_mail.defer(mail_id=mail.pk)
    return mail
