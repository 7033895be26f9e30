"""Where the reader of an admin page is: at the console, or at which customer, in that customer's colour."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.template import Context

from tenants.colour import ink_on
from tenants.context import current_customer
from tenants.models import Customer
from tenants.workspace.models import Profile

register = template.Library()


@dataclass(frozen=True, slots=True)
class Place:
    """`ink` is the colour of text on `colour`; `initials` stand for the name where there is no room for it."""

    name: str
    colour: str
    ink: str
    initials: str
    is_console: bool


@register.simple_tag(takes_context=True)
def place(context: Context) -> Place:
    """The active customer or console, for the admin's frame, whose blocks ask for it several times on each page."""
    request = context["request"]
    if not hasattr(request, "place"):
        request.place = find_place()
    here: Place = request.place
    return here


def find_place() -> Place:
    customer, profile = current_customer(), Profile.load()
    return Place(
        name=profile.display_name,
        colour=profile.primary_colour,
        ink=ink_on(profile.primary_colour),
        initials="".join(word[0] for word in profile.display_name.split()[:2]).upper(),
        is_console=customer.is_console,
    )


@register.simple_tag
def console_url(path: str = "/") -> str:
    """The full address of a path at the console."""
    return Customer.objects.get(kind=Customer.Kind.CONSOLE).url(path)
