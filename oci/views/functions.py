"""What the buyer's system gets for a FUNCTION: a class to look at, or lines to read.

The pages with lines are read by programs too, so they are short and plain, in the charset of the call, and what a
search finds stands on one page. None sets a cookie.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from catalog.models import Rate
from oci.domain.functions import Items, Product
from oci.models import Connection
from oci.protocol.call import Function
from oci.protocol.charsets import CHARSETS
from oci.views.branding import Brand
from oci.views.class_facts import facts_of
from oci.views.security import secure_connection, secure_items
from oci.views.wording import money


@dataclass(frozen=True, slots=True)
class Price:
    """What a day costs from a number of days up."""

    from_days: int
    per_day: str
    kilometres: int | None
    per_kilometre: str


def function_page(
    request: HttpRequest, answer: Product | Items, *, connection: Connection | None
) -> HttpResponse:
    """The page for an answer, in the active language."""
    if isinstance(answer, Product):
        return _product_page(request, answer, connection)
    return _items_page(answer, connection)


def _product_page(request: HttpRequest, product: Product, connection: Connection | None) -> HttpResponse:
    vehicle_class, profile = product.vehicle_class, product.profile
    shown = {
        "brand": Brand.of(profile),
        "class": vehicle_class,
        "picture": static(f"catalog/drawings/{vehicle_class.drawing}.svg"),
        "facts": facts_of(vehicle_class),
        "prices": [_price(rate, currency=profile.currency) for rate in vehicle_class.rates.all()],
    }
    return secure_connection(render(request, "oci/functions/product.html", shown), connection)


def _items_page(items: Items, connection: Connection | None) -> HttpResponse:
    shown = {
        "form": items.form,
        "charset": items.charset,
        "name": items.name,
        "is_search": items.function is Function.BACKGROUND_SEARCH,
        "buyer": connection.name if connection else "",
    }
    page = render_to_string("oci/functions/items.html", shown)
    response = HttpResponse(
        page.encode(CHARSETS[items.charset], "xmlcharrefreplace"),
        content_type=f"text/html; charset={items.charset}",
    )
    return secure_items(response, connection, items.hook_url)


def _price(rate: Rate, *, currency: str) -> Price:
    return Price(
        from_days=rate.from_days,
        per_day=money(rate.price_per_day, currency),
        kilometres=rate.km_per_day,
        per_kilometre="" if rate.price_extra_km is None else money(rate.price_extra_km, currency),
    )
