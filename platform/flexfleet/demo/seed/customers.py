"""The demo's customers: provisioned like any other, then given their own look, prices and connection."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from catalog.models import DeliveryRule, Extra, OneWayFee, Rate, VehicleClass
from flexfleet.demo.secrets import Secrets
from flexfleet.demo.seed.buyers import Buyer
from flexfleet.demo.seed.connections import create_connection
from flexfleet.demo.seed.questions import ask_questions
from tenants.context import use_customer
from tenants.domain.provisioning import create_customer
from tenants.models import Customer
from tenants.workspace.models import Profile

CENT = Decimal("0.01")


def create_console() -> None:
    create_customer(slug="console", name="FlexFleet", kind=Customer.Kind.CONSOLE, language="en")


def create_buyer(buyer: Buyer, *, secrets: Secrets, now: datetime) -> Customer:
    customer = create_customer(slug=buyer.slug, name=buyer.name, language=buyer.language).customer
    with use_customer(customer):
        _brand(buyer)
        _price(buyer)
        if not buyer.has_surcharges:
            _offer_no_surcharges()
        if buyer.has_questions:
            ask_questions()
        create_connection(buyer, secrets=secrets, now=now)
    return customer


def _brand(buyer: Buyer) -> None:
    profile = Profile.load()
    profile.primary_colour = buyer.primary_colour
    profile.accent_colour = buyer.accent_colour
    profile.contact_email = buyer.contact_email
    profile.contact_phone = buyer.contact_phone
    profile.full_clean()
    profile.save()


def _price(buyer: Buyer) -> None:
    for rate in Rate.objects.all():
        rate.price_per_day = (rate.price_per_day * buyer.price_factor).quantize(CENT, ROUND_HALF_UP)
        rate.save()
    Rate.objects.filter(vehicle_class__code__in=buyer.unpriced).delete()
    VehicleClass.objects.filter(code__in=buyer.not_offered).update(is_active=False)


def _offer_no_surcharges() -> None:
    Extra.objects.update(is_active=False)
    DeliveryRule.objects.update(is_active=False)
    OneWayFee.objects.all().delete()
