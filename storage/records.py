"""Records: what Darkroom remembers of an asset and of an eager batch, and how it is stored.

A record is msgpack with a schema number. Unknown fields of the same schema are dropped on
reading, missing ones take their defaults, so that releases can overlap.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AssetRef:
    """How a URL names an asset."""

    cloud: str
    asset_type: str
    delivery_type: str
    public_id: str


@dataclass(frozen=True, slots=True)
class AssetRecord:
    """An asset: where its original is, what it is, what was said of it.

    ``version`` is seconds since the epoch, for display and cache busting; ``version_id`` names
    the stored content and is never used twice. ``revision`` grows with every change of the
    record. Sizes are in pixels after EXIF orientation. ``created_at`` is ISO 8601, UTC.
    """

    cloud: str
    asset_type: str
    delivery_type: str
    public_id: str
    asset_id: str
    version: int
    version_id: str
    revision: int
    format: str
    width: int
    height: int
    pages: int
    has_alpha: bool
    bytes: int
    etag: str
    created_at: str
    original_filename: str = ""
    tags: tuple[str, ...] = ()
    context: tuple[tuple[str, str], ...] = ()
    eager: tuple[str, ...] = ()

    @property
    def ref(self) -> AssetRef:
        """How URLs name it."""
        return AssetRef(self.cloud, self.asset_type, self.delivery_type, self.public_id)
