"""Python reads this at the start of each process of a test's installation: its secrets are written down for the run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests import known  # after the path that leads to it

known.listen(note=known.write_to(Path(os.environ["SECRETS_MADE"])))
