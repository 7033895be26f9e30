from __future__ import annotations

import pytest

from oci.domain.networks import AddressNotAllowedError, check_address, name_caller
from oci.models import Connection

NETWORKS = "203.0.113.0/24\r\n198.51.100.7\n2001:db8::/32"


@pytest.mark.parametrize(
    ("networks", "address"),
    [
        (NETWORKS, "203.0.113.255"),
        (NETWORKS, "198.51.100.7"),
        (NETWORKS, "2001:db8:1::1"),
        # As a server that listens on both writes it.
        (NETWORKS, "::ffff:203.0.113.1"),
        (NETWORKS, " 203.0.113.1 "),
        ("0.0.0.0/0\n::/0", "192.0.2.1"),
        ("", "192.0.2.1"),
        ("", "unix:"),
        (" \n", ""),
    ],
)
def test_check_address_lets_in(networks: str, address: str) -> None:
    check_address(connection=Connection(networks=networks), address=address)


@pytest.mark.parametrize(
    ("networks", "address"),
    [
        (NETWORKS, "203.0.114.1"),
        (NETWORKS, "198.51.100.8"),
        (NETWORKS, "2001:db9::1"),
        (NETWORKS, "::203.0.113.1"),
        (NETWORKS, ""),
        (NETWORKS, "unix:"),
        (NETWORKS, "203.0.113.1, 10.0.0.1"),
        (NETWORKS, "203.0.113.1:4711"),
        ("0.0.0.0/0", "2001:db8::1"),
        # Not what a form lets through, but a row may have been written otherwise.
        ("203.0.113.1/24", "203.0.113.1"),
        ("erp.example", "203.0.113.1"),
    ],
)
def test_check_address_keeps_out(networks: str, address: str) -> None:
    with pytest.raises(AddressNotAllowedError) as caught:
        check_address(connection=Connection(networks=networks), address=address)

    assert str(caught.value) == "the call comes from a network that is not agreed"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_name_caller_gives_one_name_to_what_one_caller_can_choose(address: str, name: str) -> None:
    assert name_caller(address) == name
