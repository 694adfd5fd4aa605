"""Addresses: which of them are the public internet's, and nobody's own network."""

from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: IPv4 blocks with a purpose of their own (RFC 6890 and the IANA registry that follows it).
_SPECIAL_4: Final = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # between a provider and its customers (CGNAT)
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, where clouds keep their metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
#: All that IPv6 has given out for the public; IPv4 within IPv6 and NAT64 are outside.
_GLOBAL_6: Final = ip_network("2000::/3")
#: Blocks of it with a purpose of their own.
_SPECIAL_6: Final = tuple(
    ip_network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
#: What stands before an IPv4 address in the lower half of one of ISATAP (RFC 5214, section 6.1).
_ISATAP: Final = frozenset({0x0000_5EFE, 0x0200_5EFE})


def is_public(address: Address) -> bool:
    """Whether an address is the public internet's, and leads into no other network."""
    if address.is_multicast or address.is_reserved or not address.is_global:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _SPECIAL_4)
    if address not in _GLOBAL_6 or any(address in block for block in _SPECIAL_6):
        return False
    return (int(address) >> 32) & 0xFFFF_FFFF not in _ISATAP


def may_be_asked(address: str, allowed: Iterable[Network]) -> bool:
    """Whether an address as the system writes it is public, or in a network that is allowed."""
    try:
        read = ip_address(address)
    except ValueError:
        return False
    return is_public(read) or any(read in network for network in allowed)
