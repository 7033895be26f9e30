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

from tenants.workspace.models import Profile

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
# The surfaces of theme.css on which the colour is used for lines and signs, in light and in dark.
LIGHT_SURFACE, DARK_SURFACE = (255, 255, 255), (26, 34, 42)
READABLE = 4.5  # the contrast that WCAG 2.2 AA asks of text

RGB = tuple[int, int, int]


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
    brand = (int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16))
    ink = max((WHITE, BLACK), key=lambda candidate: contrast(candidate, brand))
    lines = (
        f":root{{--brand:{_hex(brand)};--brand-ink:{_hex(ink)}}}",
        f":root{{--brand-text:{_hex(readable_on(LIGHT_SURFACE, brand))}}}",
        f"@media(prefers-color-scheme:dark){{:root{{--brand-text:{_hex(readable_on(DARK_SURFACE, brand))}}}}}",
    )
    return HttpResponse("\n".join(lines), content_type="text/css; charset=utf-8")


def readable_on(surface: RGB, colour: RGB) -> RGB:
    """The colour itself, or the nearest of its tints (on dark) or shades (on light) that can be read there."""
    towards = max((WHITE, BLACK), key=lambda candidate: contrast(candidate, surface))
    for percent in range(0, 101, 5):
        mixed = _mix(colour, towards, percent)
        if contrast(mixed, surface) >= READABLE:
            return mixed
    return towards


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: RGB) -> float:
    """The relative luminance of WCAG 2, by the transfer function of sRGB."""
    straight_part = 0.04045
    red, green, blue = (
        share / 12.92 if share <= straight_part else ((share + 0.055) / 1.055) ** 2.4
        for share in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(colour: RGB, towards: RGB, percent: int) -> RGB:
    red, green, blue = (
        (own * (100 - percent) + other * percent + 50) // 100
        for own, other in zip(colour, towards, strict=True)
    )
    return red, green, blue


def _hex(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
