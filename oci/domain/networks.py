"""The networks that a connection takes calls from."""

from __future__ import annotations

import ipaddress
from contextlib import suppress

from oci.domain.entry_errors import EntryError
from oci.models import Connection

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# What one line of a provider holds: whoever has one address of it has all of them.
IPV6_LINE = 64


class AddressNotAllowedError(EntryError):
    """The call comes from a network that is not agreed. Trying again from another may help."""

    code = "ADDRESS_NOT_ALLOWED"


def check_address(*, connection: Connection, address: str) -> None:
    """Whether calls may come from `address`. Without a list they may from everywhere.

    Raises:
        AddressNotAllowedError: If it is in none of the networks, or no address at all where there is a list.
    """
    networks = connection.networks.split()
    if not networks:
        return
    parsed = parse_address(address)
    if parsed is None or not any(_holds(network, parsed) for network in networks):
        raise AddressNotAllowedError("the call comes from a network that is not agreed")


def parse_address(text: str) -> Address | None:
    """The address that `text` is, or None. A server that listens on IPv6 writes IPv4 as `::ffff:203.0.113.7`."""
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def name_caller(text: str) -> str:
    """One name for all addresses that one caller can choose from; whatever is no address is a name itself."""
    address = parse_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(address), IPV6_LINE), strict=False))
    return text if address is None else str(address)


def _holds(network: str, address: Address) -> bool:
    # What is no network was refused when it was entered; if one got in otherwise, it lets nobody in.
    with suppress(ValueError):
        return address in ipaddress.ip_network(network)
    return False
