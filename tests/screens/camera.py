"""A browser window of one size and language that takes pictures under speaking names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, Page, ViewportSize

LOCALES = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE", "fr": "fr-FR"}
STAFF_LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Size:
    name: str
    width: int
    height: int


SIZES = (Size("wide", 1280, 900), Size("narrow", 320, 700))


class Camera:
    """One window; `page` is at whatever the walk has come to."""

    def __init__(self, browser: Browser, *, folder: Path, size: Size, language: str) -> None:
        self.folder = folder
        self.size = size
        self.language = language
        self.taken = 0
        self._context = browser.new_context(
            viewport=ViewportSize(width=size.width, height=size.height),
            locale=LOCALES[language],
            reduced_motion="reduce",
        )
        self.page: Page = self._context.new_page()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._context.close()

    def shoot(self, name: str) -> None:
        """Take a picture of the whole page, however long."""
        file = self.folder / f"{slug(name)}-{self.size.name}-{self.language}.png"
        self.page.screenshot(path=file, full_page=True, animations="disabled")
        self.taken += 1


def slug(text: str) -> str:
    """Words of an address as a file name; numbers, which differ from run to run, are left out."""
    return "-".join(re.findall(r"[a-z_]+", text.lower()))
