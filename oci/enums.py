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


class Proof(models.TextChoices):
    """How a call shows that it comes from the buyer's system."""

    PASSWORD = "password", _("user name and password")
    SIGNATURE = "signature", _("signed start link")
    EITHER = "either", _("one of the two")


class OrderRule(models.TextChoices):
    """When operations may confirm: at once, or once the buyer's order number is known."""

    AT_ONCE = "at_once", _("at once")
    WAIT = "wait", _("wait for the order number")


class CartLines(models.TextChoices):
    """How a rental is spread over the lines of the cart."""

    ONE = "one", _("one line for everything")
    PER_CHARGE = "per_charge", _("a line for the rental and one for each charge beside it")


class QuantityRule(models.TextChoices):
    """What quantity and price say. The first is exact to the cent, and unharmed by a user who edits the quantity."""

    TOTAL = "total", _("1 × the total")
    DAYS = "days", _("days × the price of a day, where that is exact")


class VendorMaterial(models.TextChoices):
    """What VENDORMAT holds. Receivers merge lines that have it in common, or make a product of each new one."""

    CLASS_CODE = "class_code", _("class code")
    CLASS_AND_REFERENCE = "class_and_reference", _("class code and reference")
    REFERENCE = "reference", _("reference")


class Unpriced(models.TextChoices):
    """What goes back when no rate is agreed. Some receivers refuse 0, others a line without a price."""

    ZERO = "zero", _("0.00, with the text “price per contract”")
    CENT = "cent", _("0.01, with the text “price per contract”")
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


class Source(models.TextChoices):
    """Where a field of the cart gets its value from; `CartField.source` has the particulars."""

    CONSTANT = "constant", _("fixed text")
    VALUE = "value", _("value of the request")
    FIELD = "field", _("field of the customer's own")
    PARAMETER = "parameter", _("parameter of the call")
    TEMPLATE = "template", _("text with placeholders")
    NOTHING = "nothing", _("nothing: the field is not sent")


class Lines(models.TextChoices):
    """The lines that a rule for a field is about."""

    ALL = "all", _("all lines")
    RENTAL = "rental", _("the rental")
    CHARGES = "charges", _("charges beside it")


class DateFormat(models.TextChoices):
    ISO = "iso", "2026-12-31"
    HYPHENS = "hyphens", "31-12-2026"
    POINTS = "points", "31.12.2026"
    SLASHES = "slashes", "31/12/2026"
    COMPACT = "compact", "20261231"


class NumberFormat(models.TextChoices):
    POINT = "point", "1250.50"
    COMMA = "comma", "1250,50"
    WHOLE = "whole", "1251"


class Otherwise(models.TextChoices):
    """What a value table makes of a value that it does not hold."""

    KEEP = "keep", _("the value stays as it is")
    EMPTY = "empty", _("nothing")
    REFUSE = "refuse", _("an error")


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
    OVERDUE = "overdue", _("return not seen")
    LINK = "link", _("return link")
    CANCEL = "cancel", _("cancelled")
    EXPIRY = "expiry", _("time over")


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", pgettext_lazy("call", "accepted")
    REFUSED = "refused", _("refused")


class Note(models.TextChoices):
    """What a journal entry tells besides, in `facts`; in words only when somebody reads it."""

    RETURN_UNKNOWN = "return_unknown", _("not known, because no script ran on the pages")
    LINK_MAILED = "link_mailed", _("mailed")
    LINK_USED = "link_used", _("used")
    CANCEL_NOT_ACCEPTED = "cancel_not_accepted", _("not used, because it is not an accepted return address")
    CANCEL_UNUSABLE = "cancel_unusable", _("not used, because it is not a complete https address")


CHARSET_CHOICES = [(name, name) for name in CHARSETS]
VERSION_CHOICES = [(version.value, f"OCI {version.value}") for version in Version]
