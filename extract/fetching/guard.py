"""Which addresses of the network may be connected to: those of the public internet, and no others.

The check is made on the numbers that a name resolves to, right before the connection to one of these numbers. So it
does not matter how an address is spelled (2130706433, 0177.0.0.1, [::ffff:127.0.0.1]), where it was redirected from,
or that the name resolves to something else a moment later.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

# What Python's tables, which differ by version, take for public: where machines of clouds ask their hosts for secrets,
# addresses set apart for protocols, local translation.
_REFUSED: Final = tuple(map(ip_network, ("168.63.129.16/32", "192.0.0.0/24", "64:ff9b:1::/48", "fec0::/10")))
_NAT64: Final = IPv6Network("64:ff9b::/96")
_COMPATIBLE: Final = IPv6Network("::/96")


def is_public(number: str) -> bool:
    """Whether an IP address, as a resolver gives it, is one of the public internet."""
    try:
        address = ip_address(number.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(form) for form in _forms(address))


def _forms(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    """The address and the IPv4 addresses that it stands for."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    if mapped:
        yield mapped
        return
    if address in _NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)
        return
    yield address
    if isinstance(address, IPv6Address):
        if address.sixtofour:
            yield address.sixtofour
        if address.teredo:
            yield from address.teredo
        if address in _COMPATIBLE:
            yield IPv4Address(int(address) & 0xFFFFFFFF)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    refused = address.is_multicast or address.is_reserved or any(address in network for network in _REFUSED)
    return address.is_global and not refused
