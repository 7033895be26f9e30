"""Requests and what belongs to them. All of it lives in the customer's schema."""

from reservations.models.counter import ReferenceCounter
from reservations.models.event import EventKind, RequestEvent
from reservations.models.extra_field import ExtraField, ExtraFieldChoice, ExtraFieldCondition, FieldGroup
from reservations.models.outbox import DeliveryState, MailKind, OutboxMail
from reservations.models.request import RentalRequest

__all__ = [
    "DeliveryState",
    "EventKind",
    "ExtraField",
    "ExtraFieldChoice",
    "ExtraFieldCondition",
    "FieldGroup",
    "MailKind",
    "OutboxMail",
    "ReferenceCounter",
    "RentalRequest",
    "RequestEvent",
]
