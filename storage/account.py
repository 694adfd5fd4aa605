"""The account: a cloud, and the credentials that may change what is in it."""

from dataclasses import dataclass
from typing import Final

from storage.environment import setting
from storage.object_keys import is_cloud

#: Known to everyone who reads this: it must not guard anything that others can reach.
DEFAULT_SECRET: Final = "demo-secret"  # noqa: S105 - public by design, and refused beyond loopback


def _cloud(written: str) -> str:
    if not is_cloud(written):
        raise ValueError("a cloud name: up to 64 letters, digits, hyphens and underscores")
    return written


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One cloud and its API credentials."""

    cloud: str = setting("DARKROOM_CLOUD", "Cloud name in every URL", _cloud, default="demo")
    api_key: str = setting("DARKROOM_API_KEY", "API key of the cloud", default="demo")
    api_secret: str = setting(
        "DARKROOM_API_SECRET",
        "API secret of the cloud; the default one serves on loopback only",
        default=DEFAULT_SECRET,
        secret=True,
    )

    @property
    def has_default_secret(self) -> bool:
        """Whether anyone who has read the documentation knows the secret."""
        return self.api_secret == DEFAULT_SECRET
