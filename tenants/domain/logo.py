"""A customer's logo: what was uploaded, made into a small picture of our own that holds pixels and nothing else."""

from __future__ import annotations

import hashlib
import io
from typing import IO, Final

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_PIXELS: Final = 4000 * 4000
# Shown 40 px high; twice that for dense screens. The page's budget has room for about 20 KB of it.
SIZE: Final = (480, 96)
# SVG is not among them: it can carry script, and everything that draws it would have to be trusted to leave that out.
FORMATS: Final = ("PNG", "JPEG")


class LogoError(Exception):
    """The picture cannot be used; the message says why. Another file helps."""


class LogoTooLargeError(LogoError):
    """More bytes or pixels than any logo needs."""


class LogoFormatError(LogoError):
    """No PNG and no JPEG, whatever its name says."""


def make_logo(upload: IO[bytes]) -> ContentFile[bytes]:
    """A PNG of at most 480 × 96 pixels, named by its content, drawn anew from the uploaded picture's pixels.

    Raises:
        LogoTooLargeError, LogoFormatError: see there.
    """
    raw = upload.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise LogoTooLargeError(_("The file is larger than 2 MB. Save the logo in a smaller size."))
    try:
        uploaded = Image.open(io.BytesIO(raw), formats=FORMATS)
        if uploaded.width * uploaded.height > MAX_PIXELS:
            raise LogoTooLargeError(_("The picture has too many pixels. Save the logo in a smaller size."))
        picture = uploaded.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise LogoFormatError(_("This is no PNG or JPEG picture. Save the logo as PNG.")) from error
    picture.thumbnail(SIZE)
    drawn = io.BytesIO()
    picture.save(drawn, "PNG", optimize=True)
    content = drawn.getvalue()
    return ContentFile(content, name=f"logo-{hashlib.sha256(content).hexdigest()[:12]}.png")
