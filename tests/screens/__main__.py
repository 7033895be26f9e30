"""`make screens`: a picture of every page, wide and narrow, in each of its languages, in var/screens.

Uses the demo where it runs, or else runs it for as long as it takes.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.screens.camera import LOCALES, SIZES, STAFF_LANGUAGES, Camera
from tests.screens.employee import walk_as_employee
from tests.screens.returns import walk_return_link
from tests.screens.stack import running_demo
from tests.screens.staff import walk_as_staff

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def main() -> int:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        sys.stderr.write("There is no Chromium here. On Debian and Ubuntu: apt-get install chromium\n")
        return 1
    var = Path(os.environ.get("VAR_DIR", CHECKOUT / "var")).resolve()
    folder = var / "screens"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with running_demo(var) as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        for size in SIZES:
            for language in LOCALES:
                with Camera(browser, folder=folder, size=size, language=language) as camera:
                    walk_as_employee(camera, demo)
                    if language in STAFF_LANGUAGES:
                        walk_as_staff(camera, demo)
                        walk_return_link(camera, demo)
                sys.stdout.write(f"{size.name} {language}: {camera.taken} pictures\n")
                sys.stdout.flush()
    sys.stdout.write(f"All of them are in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
