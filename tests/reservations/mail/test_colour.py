from __future__ import annotations

import pytest

from reservations.mail.colour import luminance, readable_on


@pytest.mark.parametrize(
    ("colour", "text"),
    [
        ("#000000", "#ffffff"),
        ("#ffffff", "#000000"),
        ("#00653e", "#ffffff"),
        ("#ffcc00", "#000000"),
        ("#FFCC00", "#000000"),
        ("#777777", "#000000"),
        ("#757575", "#ffffff"),
    ],
)
def test_readable_on(colour: str, text: str) -> None:
    assert readable_on(colour) == text


@pytest.mark.parametrize("grey", range(0, 256, 5))
def test_readable_on_reaches_the_contrast_of_wcag_aa(grey: int) -> None:
    colour = f"#{grey:02x}{grey:02x}{grey:02x}"

    darker, lighter = sorted([luminance(colour), luminance(readable_on(colour))])

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
