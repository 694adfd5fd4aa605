"""The gateway's settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewaySettings:
    """How the gateway listens, waits and remembers. Sizes are in bytes, times in seconds."""

    host: str = "127.0.0.1"
    port: int = 8080
    wait_budget: float = 2.0
    max_upload_bytes: int = 100_000_000
    body_cache_bytes: int = 64 * 1024 * 1024
    drain_seconds: float = 20.0
    versioned_max_age: int = 31_536_000
    unversioned_max_age: int = 300
