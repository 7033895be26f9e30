from __future__ import annotations

import io

import pytest
from PIL import Image

from tenants.domain.logo import LogoError, LogoFormatError, LogoTooLargeError, make_logo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGB") -> bytes:
    drawn = io.BytesIO()
    Image.new(mode, size, "red").save(drawn, kind)
    return drawn.getvalue()


@pytest.mark.parametrize(
    ("raw", "size"),
    [
        (picture((100, 50)), (100, 50)),
        (picture((2000, 1000)), (192, 96)),
        (picture((3000, 100)), (480, 16)),
        (picture((800, 800), "JPEG"), (96, 96)),
        (picture((50, 50), "PNG", "P"), (50, 50)),
        (picture((50, 50), "JPEG", "CMYK"), (50, 50)),
    ],
)
def test_make_logo_draws_a_small_png(raw: bytes, size: tuple[int, int]) -> None:
    logo = make_logo(io.BytesIO(raw))

    drawn = Image.open(io.BytesIO(logo.read()))
    assert (drawn.format, drawn.size) == ("PNG", size)


def test_make_logo_leaves_behind_what_is_no_pixel() -> None:
    """A file may be a picture and a page at once."""
    logo = make_logo(io.BytesIO(picture((50, 50)) + b"<script>alert(1)</script>"))

    assert b"script" not in logo.read()


def test_make_logo_names_the_file_by_its_content() -> None:
    one, same, other = (make_logo(io.BytesIO(picture(size))).name for size in ((5, 5), (5, 5), (6, 5)))

    assert one == same != other


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (SVG, LogoFormatError),
        (b"", LogoFormatError),
        (b"GIF89a" + b"\x00" * 50, LogoFormatError),
        (picture((50, 50), "GIF"), LogoFormatError),
        (picture((50, 50))[:60], LogoFormatError),
        (picture((5000, 4000)), LogoTooLargeError),
        (b"\x89PNG\r\n\x1a\n" + b"x" * (2 * 1024 * 1024), LogoTooLargeError),
    ],
)
def test_make_logo_refuses(raw: bytes, error: type[LogoError]) -> None:
    with pytest.raises(error):
        make_logo(io.BytesIO(raw))
