"""Where the figures go: a table on the screen, and one JSON file per benchmark."""

from __future__ import annotations

import json
import platform
from pathlib import Path

FOLDER = Path(__file__).parent / "results"


def write(name: str, figures: dict[str, object]) -> None:
    """Keep `figures`, with the versions they were measured on; no time of day, so that a rerun shows what changed."""
    FOLDER.mkdir(exist_ok=True)
    content = {"python": platform.python_version(), **figures}
    (FOLDER / f"{name}.json").write_text(json.dumps(content, indent=2) + "\n")
