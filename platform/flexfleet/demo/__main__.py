"""`python -m flexfleet.demo --port 8000`"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from flexfleet.demo.runner import run_demo

CHECKOUT = Path(__file__).resolve().parents[3]


def port_number(text: str) -> int:
    """A TCP port; raises ValueError, which argparse reports."""
    number = int(text)
    if number not in range(1, 65536):
        raise ValueError
    return number


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make demo", description="Serve FlexFleet OCI with demo data.")
    parser.add_argument("--port", type=port_number, default=8000)
    arguments = parser.parse_args()
    os.chdir(CHECKOUT)
    sys.exit(run_demo(port=arguments.port, var=Path(os.environ.get("VAR_DIR", CHECKOUT / "var")).resolve()))
