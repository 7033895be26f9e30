"""What an administrator may set and run is on the administrator's page, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PAGE = (CHECKOUT / "docs" / "administrator.md").read_text()


def test_every_setting_is_documented() -> None:
    source = (CHECKOUT / "platform" / "flexfleet" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))

    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, flags=re.MULTILINE))

    assert read == documented


def test_every_command_is_documented() -> None:
    folders = [CHECKOUT, CHECKOUT / "platform"]
    ours = {path.stem for folder in folders for path in folder.glob("*/management/commands/[!_]*.py")}

    assert {name for name in ours if f"manage.py {name}" not in PAGE} == set()
