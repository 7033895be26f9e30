from __future__ import annotations

from contextlib import suppress

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from oci.enums import (
    CHARSET_CHOICES,
    VERSION_CHOICES,
    CancelRule,
    CartLines,
    HookQuery,
    Method,
    OrderRule,
    Proof,
    QuantityRule,
    Status,
    Unpriced,
    VendorMaterial,
)
from oci.models.validators import (
    PARAMETER_PATTERN,
    validate_field_names,
    validate_networks,
    validate_origins,
    validate_parameter,
    validate_unit,
)
from oci.protocol.errors import ReturnRuleMalformed
from oci.protocol.hook_url import parse_return_rule

SHORTEST_SESSION, LONGEST_SESSION = 5, 480
SHORTEST_RETURN, LONGEST_RETURN = 1, 240
FEWEST_CALLS, MOST_CALLS = 1, 10_000
GENERIC = "generic_4_0"


class Connection(ClusterableModel):
    """One configured OCI link: production or test, SAP or another buyer's system."""

    slug = models.SlugField(
        _("address"),
        max_length=40,
        unique=True,
        help_text=_("The part of the entry address that names this connection, for example srm-production."),
    )
    name = models.CharField(
        _("name"), max_length=80, help_text=_("Employees read this: the name of the buyer's system.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    profile = models.CharField(_("buyer's system"), max_length=30, default=GENERIC, db_default=GENERIC)

    method = models.CharField(
        _("method"),
        max_length=10,
        choices=Method,
        default=Method.BOTH,
        help_text=_("How the buyer's system calls. GET writes the credentials into addresses and logs."),
    )
    hook_url_parameter = models.CharField(
        _("name of HOOK_URL"), max_length=60, default="HOOK_URL", validators=[validate_parameter]
    )
    charset = models.CharField(
        _("charset"),
        max_length=20,
        choices=CHARSET_CHOICES,
        default="UTF-8",
        help_text=_("Used when a call names none. Older SAP systems need ISO-8859-1."),
    )
    allow_http = models.BooleanField(
        _("accept http"),
        default=False,
        help_text=_("Return to http addresses too. What goes back can then be read on the way."),
    )
    allow_sap_event = models.BooleanField(
        _("accept SAPEVENT"),
        default=False,
        db_default=False,
        help_text=_(
            "For SAP GUI, which takes the form itself. Such a page never returns without the button."
        ),
    )
    cancel_parameter = models.CharField(
        _("name of the cancel address"),
        max_length=60,
        blank=True,
        default="OCICANCEL",
        db_default="OCICANCEL",
        validators=[validate_parameter],
        help_text=_(
            "Where to go when the employee stops without booking, if a call says so. It must be accepted too."
        ),
    )
    proof = models.CharField(
        _("calls prove themselves by"),
        max_length=10,
        choices=Proof,
        default=Proof.PASSWORD,
        db_default=Proof.PASSWORD,
        help_text=_("A signed start link expires, so a copied one is soon worth nothing."),
    )
    networks = models.TextField(
        _("networks"),
        blank=True,
        default="",
        db_default="",
        validators=[validate_networks],
        help_text=_("Networks that calls may come from, one per line, such as 203.0.113.0/24. Empty: all."),
    )
    calls_per_minute = models.PositiveIntegerField(
        _("calls per minute"),
        default=600,
        db_default=600,
        validators=[MinValueValidator(FEWEST_CALLS), MaxValueValidator(MOST_CALLS)],
    )
    address_calls_per_minute = models.PositiveIntegerField(
        _("calls per minute from one address"),
        default=120,
        db_default=120,
        validators=[MinValueValidator(FEWEST_CALLS), MaxValueValidator(MOST_CALLS)],
        help_text=_("All employees in one office may share one address."),
    )
    frame_origins = models.TextField(
        _("frames"),
        blank=True,
        validators=[validate_origins],
        help_text=_("Origins whose pages may show ours in a frame, one per line. Empty: none."),
    )
    session_minutes = models.PositiveSmallIntegerField(
        _("time for one visit (minutes)"),
        default=60,
        validators=[MinValueValidator(SHORTEST_SESSION), MaxValueValidator(LONGEST_SESSION)],
    )

    oci_version = models.CharField(_("version"), max_length=3, choices=VERSION_CHOICES, default="4.0")
    target = models.CharField(
        _("target"),
        max_length=64,
        default="_top",
        help_text=_("The frame to return to when the call names none. _self and _blank are never used."),
    )
    auto_submit = models.BooleanField(
        _("return by itself"),
        default=True,
        help_text=_("The page returns to the buyer's system by itself. The button is there in any case."),
    )
    hook_query = models.CharField(
        _("query of HOOK_URL"),
        max_length=10,
        choices=HookQuery,
        default=HookQuery.WHOLE,
        db_default=HookQuery.WHOLE,
        help_text=_("Leave it in the address, unless the buyer's system loses it there."),
    )
    redirect_origins = models.TextField(
        _("HOOK_URL leads on to"),
        blank=True,
        default="",
        db_default="",
        validators=[validate_origins],
        help_text=_("Origins to which HOOK_URL redirects what it gets, one per line. Usually none."),
    )
    return_minutes = models.PositiveSmallIntegerField(
        _("time for the return (minutes)"),
        default=15,
        db_default=15,
        validators=[MinValueValidator(SHORTEST_RETURN), MaxValueValidator(LONGEST_RETURN)],
        help_text=_("A return that was not seen by then is noted in the journal and on the request."),
    )
    mails_return_link = models.BooleanField(
        _("mail a return link"),
        default=True,
        db_default=True,
        help_text=_(
            "When a return certainly did not happen, the employee gets a link that repeats it, good once."
        ),
    )
    cancel_rule = models.CharField(
        _("without a cancel address"),
        max_length=15,
        choices=CancelRule,
        default=CancelRule.PAGE,
        db_default=CancelRule.PAGE,
        help_text=_("Many systems take an empty cart for an error: try it in test first."),
    )
    order_rule = models.CharField(
        _("requests are confirmed"),
        max_length=10,
        choices=OrderRule,
        default=OrderRule.AT_ONCE,
        db_default=OrderRule.AT_ONCE,
    )
    cart_lines = models.CharField(
        _("lines of the cart"),
        max_length=15,
        choices=CartLines,
        default=CartLines.ONE,
        db_default=CartLines.ONE,
    )
    quantity_rule = models.CharField(
        _("quantity and price"),
        max_length=10,
        choices=QuantityRule,
        default=QuantityRule.TOTAL,
        db_default=QuantityRule.TOTAL,
        help_text=_("A quantity that somebody edits in the buyer's system multiplies the price."),
    )
    required_fields = models.CharField(
        _("fields that must not be missing"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        validators=[validate_field_names],
        help_text=_("Fields of the cart that this buyer's system insists on, for example VENDOR MATGROUP."),
    )
    unit = models.CharField(_("unit"), max_length=3, default="EA", validators=[validate_unit])
    day_unit = models.CharField(
        _("unit of a day"),
        max_length=3,
        default="DAY",
        db_default="DAY",
        validators=[validate_unit],
        help_text=_("For classes that the buyer's system searches or validates: these are priced per day."),
    )
    vendor_number = models.CharField(
        _("vendor number"), max_length=10, blank=True, help_text=_("The buyer's number for Europcar.")
    )
    material_group = models.CharField(_("material group"), max_length=10, blank=True)
    vendor_material = models.CharField(
        _("article number in the cart"),
        max_length=20,
        choices=VendorMaterial,
        default=VendorMaterial.CLASS_CODE,
        help_text=_("Some systems merge lines with the same number; others make a product of each new one."),
    )
    unpriced = models.CharField(
        _("without an agreed rate"), max_length=10, choices=Unpriced, default=Unpriced.ZERO
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="connection_choices_are_known",
                condition=Q(
                    status__in=Status.values,
                    method__in=Method.values,
                    vendor_material__in=VendorMaterial.values,
                    unpriced__in=Unpriced.values,
                    hook_query__in=HookQuery.values,
                    cancel_rule__in=CancelRule.values,
                    proof__in=Proof.values,
                    order_rule__in=OrderRule.values,
                    cart_lines__in=CartLines.values,
                    quantity_rule__in=QuantityRule.values,
                ),
            ),
            models.CheckConstraint(
                name="connection_hook_parameter_is_a_name",
                condition=Q(hook_url_parameter__regex=PARAMETER_PATTERN),
            ),
            models.CheckConstraint(
                name="connection_session_has_a_length",
                condition=Q(session_minutes__range=(SHORTEST_SESSION, LONGEST_SESSION)),
            ),
            models.CheckConstraint(
                name="connection_return_has_a_time",
                condition=Q(return_minutes__range=(SHORTEST_RETURN, LONGEST_RETURN)),
            ),
            models.CheckConstraint(
                name="connection_takes_some_calls",
                condition=Q(
                    calls_per_minute__range=(FEWEST_CALLS, MOST_CALLS),
                    address_calls_per_minute__range=(FEWEST_CALLS, MOST_CALLS),
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Write origins as browsers compare them."""
        for name in ("frame_origins", "redirect_origins"):
            text: str = getattr(self, name)
            origins = _origins(text)
            # What is no origin stays as it was typed: `validate_origins` has a word about it.
            if len(origins) == len(text.split()):
                setattr(self, name, "\n".join(origins))

    @property
    def frame_ancestors(self) -> list[str]:
        """The frame origins as a header may hold them; without any that is none, for whom nothing is opened."""
        return _origins(self.frame_origins)

    @property
    def redirects(self) -> list[str]:
        """The origins to which HOOK_URL leads on, as a header may hold them."""
        return _origins(self.redirect_origins)

    @property
    def takes_calls(self) -> bool:
        return self.status in (Status.TEST, Status.LIVE)

    @property
    def methods(self) -> tuple[str, ...]:
        """The HTTP methods that it accepts, in capitals."""
        return ("GET", "POST") if self.method == Method.BOTH else (self.method.upper(),)


def _origins(text: str) -> list[str]:
    """One origin per line. One sign beyond ASCII, and browsers would ignore the header as a whole."""
    origins = []
    for line in text.split():
        with suppress(ReturnRuleMalformed):
            origins.append(parse_return_rule(line).origin)
    return origins
