"""The guard: which URLs and addresses may be asked for a remote file.

A URL is looked at before anything is resolved, and again at every redirect. What counts in the
end is the address: each that a name stands for, the one that is connected to, and the one at the
other end of the connection.
"""

import errno
import re
from ipaddress import ip_address
from typing import Final

from yarl import URL

from gateway.remote.addresses import may_be_asked
from gateway.remote.errors import Unreachable
from gateway.settings import GatewaySettings

#: Scheme and authority; without user, password, or what clients read in different ways.
_BEGINNING: Final = re.compile(r"https?://([^/?#\\@\s\x00-\x1f\x7f]+)(?=[/?#]|\Z)", re.IGNORECASE)
#: A last label that some resolvers read as a number, and the host as an IPv4 address.
_NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z", re.IGNORECASE | re.ASCII)


class RefusedAddress(OSError):  # noqa: N818 - named for what happened
    """An address that must not be asked. An OSError: connecting to it fails."""


class Guard:
    """Refuses what must not be asked for."""

    def __init__(self, settings: GatewaySettings) -> None:
        self._domains = tuple(domain.lower() for domain in settings.fetch_domains)
        self._ports = frozenset(settings.fetch_ports)
        self._networks = settings.fetch_networks

    def check_url(self, text: str) -> URL:
        """Give the URL to ask for. Raises Unreachable."""
        try:
            url = URL(text)
            host, port = (url.raw_host or "").rstrip(".").lower(), url.port
        except ValueError as error:
            raise Unreachable("it is not a URL") from error
        if _BEGINNING.match(text) is None or url.raw_user is not None or not host:
            raise Unreachable("it is not a plain http or https URL")
        if self._ports and port not in self._ports:
            raise Unreachable(f"port {port} is not allowed")
        self._check_host(host)
        return url.with_fragment(None)

    def check_address(self, address: str) -> None:
        """Refuse an address, as the system writes it. Raises RefusedAddress."""
        if not may_be_asked(address, self._networks):
            raise RefusedAddress(errno.EACCES, f"{address} is not public")

    def _check_host(self, host: str) -> None:
        if self._domains and not any(_within(host, domain) for domain in self._domains):
            raise Unreachable("its domain is not allowed")
        if _is_address(host):
            try:
                self.check_address(host)
            except RefusedAddress as error:
                raise Unreachable(error.strerror) from error
        elif _NUMBER.match(host.rpartition(".")[2]):
            raise Unreachable("its host is an address in another notation")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _within(host: str, domain: str) -> bool:
    """Whether a host is a domain, or, for ``*.`` and a domain, within it."""
    if domain.startswith("*."):
        return host.endswith(domain[1:])
    return host == domain
