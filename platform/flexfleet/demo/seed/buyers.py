"""The two customers of the demo, as unlike each other as two customers are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from oci.enums import Feeds, Method, OrderRule, VendorMaterial

# Where a script or a test may play the buyer's system.
RETURN_ORIGINS = ("http://127.0.0.1:9000", "http://buyer.localhost:9000")


# In Dutch, English, German and French.
COST_CENTRE = ("Kostenplaats", "Cost centre", "Kostenstelle", "Centre de coûts")
PROJECT = ("Project", "Project", "Projekt", "Projet")
SHOPPING_CART = ("Winkelwagen in SRM", "SRM shopping cart", "Einkaufswagen in SRM", "Panier dans SRM")
REQUISITION = ("Bestelaanvraag", "Requisition", "Bestellanforderung", "Demande d’achat")
SITE = ("Locatie", "Site", "Standort", "Site")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter that the buyer's system sends, what it feeds, and what a sample call has in it."""

    name: str
    feeds: Feeds
    sample: str
    labels: tuple[str, str, str, str] = ("", "", "", "")
    required: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class BuyerConnection:
    slug: str
    name: str
    method: Method
    hook_url_parameter: str
    charset: str
    auto_submit: bool
    vendor_number: str
    material_group: str
    vendor_material: VendorMaterial
    username_parameter: str
    username: str
    password_parameter: str
    parameters: tuple[Parameter, ...]
    order_rule: OrderRule = OrderRule.AT_ONCE

    def parameter_of(self, feeds: Feeds) -> str:
        """The name of the parameter that feeds something."""
        return next(parameter.name for parameter in self.parameters if parameter.feeds == feeds)

    @property
    def sample(self) -> dict[str, str]:
        return {parameter.name: parameter.sample for parameter in self.parameters}


@dataclass(frozen=True, slots=True)
class Employee:
    name: str
    email: str
    cost_centre: str
    phone: str


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer. `not_offered` and `unpriced` are class codes; `price_factor` is applied to the starter's rates.

    `has_questions`: employees are asked questions of the customer's own.
    `has_surcharges`: extras, delivery, collection and one-way fees are offered, as the starter has them.
    """

    slug: str
    name: str
    language: str
    primary_colour: str
    accent_colour: str
    contact_email: str
    contact_phone: str
    connection: BuyerConnection
    employees: tuple[Employee, ...]
    price_factor: Decimal = Decimal(1)
    not_offered: tuple[str, ...] = ()
    unpriced: tuple[str, ...] = ()
    has_questions: bool = True
    has_surcharges: bool = True


ACME = Buyer(
    slug="acme",
    name="Acme Bouw",
    language="nl",
    primary_colour="#0b4f8a",
    accent_colour="#f2a900",
    contact_email="acme@flexfleet.example",
    contact_phone="+31 20 012 34 56",
    connection=BuyerConnection(
        slug="srm",
        name="SAP SRM",
        method=Method.POST,
        hook_url_parameter="HOOK_URL",
        charset="ISO-8859-1",
        auto_submit=True,
        vendor_number="0000104711",
        material_group="78111808",
        vendor_material=VendorMaterial.CLASS_CODE,
        username_parameter="USERNAME",
        username="ACME_OCI",
        password_parameter="PASSWORD",  # noqa: S106  # the name of a parameter, no password
        parameters=(
            Parameter("oci_usermail", Feeds.REQUESTER_EMAIL, "jan.devries@acme.example"),
            Parameter("oci_userfullname", Feeds.REQUESTER_NAME, "Jan de Vries"),
            Parameter("COSTCENTER", Feeds.COST_CENTRE, "NL-4100", COST_CENTRE),
            Parameter("WBS_ELEMENT", Feeds.PROJECT, "P-2041 Kadeverbetering", PROJECT),
            Parameter("SC_NUMBER", Feeds.PURCHASE_NUMBER, "1000482913", SHOPPING_CART),
        ),
    ),
    employees=(
        Employee("Jan de Vries", "jan.devries@acme.example", "NL-4100", "+31 6 000 123 11"),
        Employee("Fatima El Idrissi", "fatima.elidrissi@acme.example", "NL-4120", "+31 6 000 123 12"),
        Employee("Pieter van den Berg", "pieter.vandenberg@acme.example", "NL-4100", "+31 6 000 123 13"),
        Employee("Chantal Hoekstra", "chantal.hoekstra@acme.example", "NL-5300", "+31 6 000 123 14"),
    ),
)

GLOBEX = Buyer(
    slug="globex",
    name="Globex Engineering",
    language="en",
    primary_colour="#5b2a86",
    accent_colour="#00a3a1",
    contact_email="globex@flexfleet.example",
    contact_phone="+31 10 012 34 57",
    connection=BuyerConnection(
        slug="procure",
        name="Globex Procure",
        method=Method.GET,
        hook_url_parameter="returnUrl",
        charset="UTF-8",
        auto_submit=False,
        vendor_number="V-20817",
        material_group="FLEET",
        vendor_material=VendorMaterial.CLASS_AND_REFERENCE,
        username_parameter="login",
        username="globex-procure",
        password_parameter="secret",  # noqa: S106  # the name of a parameter, no password
        parameters=(
            Parameter("mail", Feeds.REQUESTER_EMAIL, "amelia.clarke@globex.example"),
            Parameter("displayName", Feeds.REQUESTER_NAME, "Amelia Clarke"),
            Parameter("cc", Feeds.COST_CENTRE, "7702-ENG", COST_CENTRE),
            Parameter("requisition", Feeds.PURCHASE_NUMBER, "REQ-55120", REQUISITION),
            Parameter("site", Feeds.FIELD, "Moerdijk terminal", SITE),
            Parameter("lang", Feeds.LANGUAGE, "en", shown=False),
        ),
        order_rule=OrderRule.WAIT,
    ),
    employees=(
        Employee("Amelia Clarke", "amelia.clarke@globex.example", "7702-ENG", "+31 6 000 123 15"),
        Employee("Tomasz Nowak", "tomasz.nowak@globex.example", "7702-ENG", "+31 6 000 123 16"),
        Employee("Priya Raman", "priya.raman@globex.example", "7815-OPS", "+31 6 000 123 17"),
    ),
    price_factor=Decimal("0.94"),
    not_offered=("MDMR",),
    unpriced=("FVMD",),
    has_questions=False,
    has_surcharges=False,
)

BUYERS = (ACME, GLOBEX)
