"""Europcar's people in the demo."""

from __future__ import annotations

from dataclasses import dataclass

from flexfleet.demo.secrets import Secrets
from tenants.domain.staff import add_staff, give_role, set_password
from tenants.models import Customer
from tenants.roles import Role


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """A staff member; `customers` are slugs, none for all customers."""

    email: str
    name: str
    role: Role
    customers: tuple[str, ...] = ()


STAFF = (
    DemoStaff("noor.visser@europcar.example", "Noor Visser", Role.ADMINISTRATOR),
    DemoStaff("daan.bakker@europcar.example", "Daan Bakker", Role.ACCOUNT_MANAGER, ("acme", "globex")),
    DemoStaff("sanne.dewit@europcar.example", "Sanne de Wit", Role.OPERATIONS, ("acme", "globex")),
    DemoStaff("youssef.amrani@europcar.example", "Youssef Amrani", Role.OPERATIONS, ("globex",)),
    DemoStaff("ingrid.smit@europcar.example", "Ingrid Smit", Role.AUDITOR),
)


def password_of(person: DemoStaff, secrets: Secrets) -> str:
    return secrets[f"staff/{person.email}"]


def create_staff(secrets: Secrets) -> None:
    """Take everybody on; the console and the customers are there already."""
    customers = {customer.slug: customer for customer in Customer.objects.all()}
    for person in STAFF:
        staff = add_staff(email=person.email, name=person.name)
        if not person.customers:
            give_role(staff=staff, role=person.role, customer=None)
        for slug in person.customers:
            give_role(staff=staff, role=person.role, customer=customers[slug])
        set_password(staff=staff, password=password_of(person, secrets))
