"""Readable text on a customer's colour (WCAG 2.2, relative luminance)."""

from __future__ import annotations

from typing import Final

WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
_DARK: Final = 0.04045  # below it the sRGB curve is a straight line


def readable_on(colour: str) -> str:
    """Return white or black, whichever contrasts more with `colour`, written as #rrggbb."""
    light = luminance(colour)
    return WHITE if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else BLACK


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _DARK else ((channel + 0.055) / 1.055) ** 2.4
