"""Colours as WCAG 2.2 sees them: how well one can be read on another."""

from __future__ import annotations

from typing import Final

WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
# What WCAG 2.2 AA asks of text (1.4.3).
READABLE: Final = 4.5
# Where sRGB's curve begins (WCAG's definition of relative luminance).
LINEAR_BELOW: Final = 0.04045


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, written as #rrggbb; from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """White or black, whichever can be read better on `colour`. One of them always can."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, colour))


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4
