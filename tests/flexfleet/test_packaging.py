from __future__ import annotations

import platform
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]


def test_platform_stays_the_standard_librarys() -> None:
    assert platform.python_version()
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert not (ROOT / "tests" / "platform").exists()


@pytest.mark.parametrize(
    ("package", "folder"),
    [
        ("flexfleet", "platform/flexfleet"),
        ("tenants", "tenants"),
        ("oci", "oci"),
        ("catalog", "catalog"),
        ("reservations", "reservations"),
    ],
)
def test_package_is_imported_from_its_own_folder(package: str, folder: str) -> None:
    module = import_module(package)

    assert [Path(place) for place in module.__path__] == [ROOT / folder]


def test_wheel_holds_the_five_packages_with_their_files(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])

    names = zipfile.ZipFile(wheel).namelist()
    packages = {name.partition("/")[0] for name in names if ".dist-info" not in name}
    assert packages == {"flexfleet", "tenants", "oci", "catalog", "reservations"}
    assert "flexfleet/static/flexfleet/theme.css" in names
    assert "tenants/templates/tenants/hand_over_leave.html" in names
    assert "oci/protocol/cart.py" in names
