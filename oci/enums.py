"""The choices of a connection, a mapping and a journal entry."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oci.protocol.charsets import CHARSETS
from oci.protocol.fields import Version
from oci.protocol.states import State as ProtocolState


class Status(models.TextChoices):
    """Whether a connection takes calls."""

    DRAFT = "draft", _("draft")
    TEST = "test", _("test")
    LIVE = "live", _("live")
    OFF = "off", _("off")


class Method(models.TextChoices):
    GET = "get", _("GET")
    POST = "post", _("POST")
    BOTH = "both", _("GET and POST")


class HookQuery(models.TextChoices):
    """Where the query of HOOK_URL goes in the return form; never to both places."""

    WHOLE = "whole", _("stays in the address")
    SPLIT = "split", _("becomes hidden fields")


class CancelRule(models.TextChoices):
    """What happens when an employee stops without booking and the call did not say where to go then."""

    PAGE = "page", _("a page says that the window can be closed")
    EMPTY_RETURN = "empty_return", _("back to HOOK_URL with an empty cart")


class VendorMaterial(models.TextChoices):
    """What VENDORMAT holds. Receivers merge lines that have it in common, or make a product of each new one."""

    CLASS_CODE = "class_code", _("class code")
    CLASS_AND_REFERENCE = "class_and_reference", _("class code and reference")
    REFERENCE = "reference", _("reference")


class Unpriced(models.TextChoices):
    """What goes back when no rate is agreed. Some receivers refuse 0, others a line without a price."""

    ZERO = "zero", _("0.00, with the text “price per contract”")
    OMIT = "omit", _("no price, with the text “price per contract”")


class Feeds(models.TextChoices):
    """What an inbound parameter feeds."""

    REQUESTER_EMAIL = "requester_email", _("requester's e-mail")
    REQUESTER_NAME = "requester_name", _("requester's full name")
    DRIVER_EMAIL = "driver_email", _("driver's e-mail")
    DRIVER_NAME = "driver_name", _("driver's full name")
    DRIVER_PHONE = "driver_phone", _("driver's phone")
    LANGUAGE = "language", _("language")
    PURCHASE_NUMBER = "purchase_number", _("purchase number")
    COST_CENTRE = "cost_centre", _("cost centre")
    PROJECT = "project", _("project")
    FIELD = "field", _("field of the customer's own")


PERSONAL = frozenset(
    {Feeds.REQUESTER_EMAIL, Feeds.REQUESTER_NAME, Feeds.DRIVER_EMAIL, Feeds.DRIVER_NAME, Feeds.DRIVER_PHONE}
)


class State(models.TextChoices):
    """`oci.protocol.states.State`, with words for people."""

    OPENED = ProtocolState.OPENED.value, _("opened")
    ACTIVE = ProtocolState.ACTIVE.value, _("active")
    REGISTERED = ProtocolState.REGISTERED.value, _("registered")
    RETURNED = ProtocolState.RETURNED.value, _("returned")
    EXPIRED = ProtocolState.EXPIRED.value, _("expired")
    CANCELLED = ProtocolState.CANCELLED.value, _("cancelled")


class Event(models.TextChoices):
    """What a journal entry tells of."""

    CALL = "call", _("call")
    PAGE = "page", _("page")
    REGISTRATION = "registration", _("request registered")
    CART = "cart", _("cart checked")
    RETURN = "return", _("returned")
    CANCEL = "cancel", _("cancelled")


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", pgettext_lazy("call", "accepted")
    REFUSED = "refused", _("refused")


CHARSET_CHOICES = [(name, name) for name in CHARSETS]
VERSION_CHOICES = [(version.value, f"OCI {version.value}") for version in Version]
