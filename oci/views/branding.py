"""The customer's colour, as a stylesheet of a few lines that any browser may keep for a year.

The address holds the colour and nothing else does: no question to the database, nothing to invalidate, and no inline
style for which the Content-Security-Policy would need an opening.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tenants.colour import READABLE, contrast, ink_on
from tenants.workspace.models import Profile

# The surfaces of theme.css on which the colour is used for lines and signs, in light and in dark.
LIGHT_SURFACE, DARK_SURFACE = "#ffffff", "#1a222a"


@dataclass(frozen=True, slots=True)
class Brand:
    """What the frame of a page shows of the customer."""

    name: str
    logo: str
    stylesheet: str

    @classmethod
    def of(cls, profile: Profile) -> Self:
        colour = profile.primary_colour.removeprefix("#").lower()
        return cls(
            name=profile.display_name,
            logo=profile.logo.url if profile.logo else "",
            stylesheet=reverse("oci:brand", args=[colour]),
        )


@require_safe
@cache_control(max_age=31_536_000, public=True, immutable=True)
def stylesheet(request: HttpRequest, colour: str) -> HttpResponse:
    """The custom properties of theme.css for one colour, each readable where it is used."""
    brand = f"#{colour}"
    lines = (
        f":root{{--brand:{brand};--brand-ink:{ink_on(brand)}}}",
        f":root{{--brand-text:{readable_on(LIGHT_SURFACE, brand)}}}",
        f"@media(prefers-color-scheme:dark){{:root{{--brand-text:{readable_on(DARK_SURFACE, brand)}}}}}",
    )
    return HttpResponse("\n".join(lines), content_type="text/css; charset=utf-8")


def readable_on(surface: str, colour: str) -> str:
    """The colour itself, or the nearest of its tints (on dark) or shades (on light) that can be read there."""
    towards = ink_on(surface)
    for percent in range(0, 101, 5):
        mixed = _mix(colour, towards, percent)
        if contrast(mixed, surface) >= READABLE:
            return mixed
    return towards


def _mix(colour: str, towards: str, percent: int) -> str:
    channels = zip(bytes.fromhex(colour[1:]), bytes.fromhex(towards[1:]), strict=True)
    return "#" + bytes((own * (100 - percent) + other * percent + 50) // 100 for own, other in channels).hex()
