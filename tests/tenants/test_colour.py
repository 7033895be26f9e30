from __future__ import annotations

import pytest

from tenants.colour import BLACK, READABLE, WHITE, contrast, ink_on


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0a6e3c", "#0a6e3c", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert round(contrast(one, other), 2) == expected


@pytest.mark.parametrize(("colour", "ink"), [("#00653e", WHITE), ("#fde047", BLACK), ("#808080", BLACK)])
def test_ink_on_is_the_more_readable(colour: str, ink: str) -> None:
    assert ink_on(colour) == ink


def test_ink_can_be_read_on_every_grey() -> None:
    greys = [f"#{level:02x}{level:02x}{level:02x}" for level in range(256)]

    assert all(contrast(ink_on(grey), grey) >= READABLE for grey in greys)
