"""How long answers may be kept, by whom: Cache-Control by kind of answer.

A delivery URL's version only busts caches: it never selects old content. So only a URL that names
the version at hand may be kept for long. It is not ``immutable``: a fact may still change what it
delivers, and then the CDN is purged.
"""

from dataclasses import dataclass
from typing import Final

from gateway.settings import GatewaySettings

#: Whatever may be another answer the next time: pending, refused, failed, or older than asked.
NO_STORE: Final = "no-store"
#: Seconds that "not found" may be kept outside; an upload ends it here at once.
NOT_FOUND_SECONDS: Final = 5
NOT_FOUND: Final = f"public, max-age={NOT_FOUND_SECONDS}"


@dataclass(frozen=True, slots=True)
class Freshness:
    """The Cache-Control values of successful answers."""

    versioned: str
    unversioned: str

    @classmethod
    def from_settings(cls, settings: GatewaySettings) -> "Freshness":
        """Prepare the values once."""
        return cls(
            versioned=f"public, max-age={settings.versioned_max_age}",
            unversioned=f"public, max-age={settings.unversioned_max_age}",
        )

    def of(self, asked: int | None, known: int) -> str:
        """Choose for a URL that names version ``asked`` of an asset whose version is ``known``.

        Another version than the one at hand is kept as briefly as none: SDKs write ``v1`` where
        they know no version. A newer one means that this gateway does not know the upload yet:
        what it answers must not be kept under that name.
        """
        if asked is None or asked < known:
            return self.unversioned
        return self.versioned if asked == known else NO_STORE

    def for_good(self, asked: int | None, known: int) -> str:
        """Choose as `of`, where the URL itself says that what it delivers never changes."""
        kept = self.of(asked, known)
        return f"{kept}, immutable" if kept == self.versioned else kept
