"""The gateway's settings, and what they must not be together."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address

from storage.account import Account
from storage.environment import setting
from storage.errors import SettingsError
from storage.setting_parsers import (
    byte_size,
    domains,
    header_text,
    networks,
    number,
    ports,
    switch,
    whole_number,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewaySettings:
    """How the gateway listens, waits and remembers. Sizes are in bytes, times in seconds."""

    host: str = setting("DARKROOM_HOST", "Address that the gateway binds", default="127.0.0.1")
    port: int = setting(
        "DARKROOM_PORT", "Port of the gateway", whole_number(least=1, most=65535), default=8080
    )
    public_host: str = setting(
        "DARKROOM_PUBLIC_HOST",
        "Host, with a port where it needs one, of the URLs in API answers",
        default="",
        shown="the host that the call was sent to",
    )
    wait_budget: float = setting(
        "DARKROOM_WAIT_BUDGET",
        "Seconds that a client is kept waiting for a derived asset that is not there yet",
        number(most=30),
        default=2.0,
        shown="2",
    )
    max_upload_bytes: int = setting(
        "DARKROOM_MAX_UPLOAD_BYTES",
        "Size of the largest file that may be uploaded",
        byte_size(least=1),
        default=100_000_000,
        shown="100 MB",
    )
    body_cache_bytes: int = setting(
        "DARKROOM_BODY_CACHE_BYTES",
        "Memory for small bodies in each gateway; 0 keeps none",
        byte_size(),
        default=64 * 1024 * 1024,
        shown="64 MiB",
    )
    versioned_max_age: int = setting(
        "DARKROOM_VERSIONED_MAX_AGE",
        "Seconds that caches may keep what a URL with the asset's version delivers",
        whole_number(most=31_536_000),
        default=31_536_000,
    )
    unversioned_max_age: int = setting(
        "DARKROOM_UNVERSIONED_MAX_AGE",
        "Seconds that caches may keep what a URL without the asset's version delivers",
        whole_number(most=31_536_000),
        default=300,
    )
    drain_seconds: float = setting(
        "DARKROOM_DRAIN_SECONDS",
        "Seconds that requests under way have to finish when the gateway is told to stop",
        number(most=600),
        default=10.0,
        shown="10",
    )
    fetch_domains: tuple[str, ...] = setting(
        "DARKROOM_FETCH_DOMAINS",
        "Domains that remote files may come from, joined by commas; *. stands for all within one",
        domains,
        default=(),
        shown="all",
    )
    fetch_signed: bool = setting(
        "DARKROOM_FETCH_SIGNED",
        "Whether remote files are shown by signed URLs only",
        switch,
        default=False,
        shown="no",
    )
    fetch_max_bytes: int = setting(
        "DARKROOM_FETCH_MAX_BYTES",
        "Size of the largest remote file that is taken for a URL; uploads have their own",
        byte_size(least=1),
        default=40_000_000,
        shown="40 MB",
    )
    fetch_seconds: float = setting(
        "DARKROOM_FETCH_SECONDS",
        "Seconds that a remote file may take to come, redirects included",
        number(least=0.1, most=60),
        default=20.0,
        shown="20",
    )
    fetch_redirects: int = setting(
        "DARKROOM_FETCH_REDIRECTS",
        "Redirects that are followed to a remote file",
        whole_number(most=20),
        default=5,
    )
    fetch_fresh_seconds: int = setting(
        "DARKROOM_FETCH_FRESH_SECONDS",
        "Seconds after which the server of a remote file is asked whether it has changed",
        whole_number(most=31_536_000),
        default=86_400,
    )
    fetch_user_agent: str = setting(
        "DARKROOM_FETCH_USER_AGENT",
        "What servers of remote files are told of who asks",
        header_text,
        default="Darkroom",
    )
    fetch_ports: tuple[int, ...] = setting(
        "DARKROOM_FETCH_PORTS",
        "Ports that remote files may come from, joined by commas, or any",
        ports,
        default=(80, 443),
        shown="80,443",
    )
    fetch_networks: tuple[IPv4Network | IPv6Network, ...] = setting(
        "DARKROOM_FETCH_NETWORKS",
        "Networks that remote files may come from though they are not public; without need, none",
        networks,
        default=(),
        shown="none",
    )


def check_exposure(settings: GatewaySettings, account: Account) -> None:
    """Refuse to let others in with a secret that everybody knows. Raises SettingsError."""
    if account.has_default_secret and not is_loopback(settings.host):
        problem = "DARKROOM_API_SECRET: the default secret serves on loopback only, "
        raise SettingsError((f"{problem}and DARKROOM_HOST is {settings.host!r}",))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what is bound to an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
