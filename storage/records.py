"""Records: what Darkroom remembers of an asset, and how it is stored.

A deleted asset leaves its revision behind, in a record of its own kind, so that an upload under
the same name is newer than every copy of what was there before.
"""

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Final

from planner.facts import AssetFacts, FieldValue, Point, Rectangle
from storage import schemas

#: Raised when a field changes its meaning.
SCHEMA: Final = 1


#: What no record keeps: images have no duration, and of what is stored the size is known.
_OF_OTHERS: Final = frozenset({"duration", "sized"})

#: Facts that stand in a record under the same names.
_FACTS: Final = tuple(each.name for each in fields(AssetFacts) if each.name not in _OF_OTHERS)


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
    record. Sizes and coordinates are in pixels after EXIF orientation. ``created_at`` is ISO 8601,
    UTC. What people say (tags, context, metadata, regions, faces, custom coordinates) and what
    the content says of itself is as `planner.facts.AssetFacts` has it; ``faces`` are people's.
    Of a remote file, ``checked_at`` (seconds since the epoch) is when its server was last asked
    for it, ``origin_etag`` and ``origin_modified`` what that said to tell versions apart.
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
    metadata: tuple[tuple[str, FieldValue], ...] = ()
    regions: tuple[tuple[str, tuple[Point, ...]], ...] = ()
    faces: tuple[Rectangle, ...] | None = None
    custom_coordinates: tuple[Rectangle, ...] = ()
    page_names: tuple[str, ...] = ()
    dpi: float | None = None
    illustration: float | None = None
    trimmed: Rectangle | None = None
    orientation: int = 1
    page_sizes: tuple[int, ...] = ()
    paths: tuple[tuple[str, Rectangle], ...] | None = None
    weights: tuple[int, ...] = ()
    text: str = ""
    checked_at: float = 0.0
    origin_etag: str = ""
    origin_modified: str = ""

    @property
    def ref(self) -> AssetRef:
        """How URLs name it."""
        return AssetRef(self.cloud, self.asset_type, self.delivery_type, self.public_id)

    def facts(self) -> AssetFacts:
        """What a transformation of it is planned from."""
        return AssetFacts(**_named(self))


def kept(facts: AssetFacts) -> dict[str, Any]:
    """Give the facts that a record keeps, by the names of its fields."""
    return _named(facts)


def told_at(seconds: float) -> str:
    """Give a time since the epoch as records tell it: ISO 8601, UTC."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Deleted:
    """What is left of a deleted record: numbers that one of the same name begins after."""

    revision: int
    version: int = 0


def buried(record: AssetRecord, revision: int) -> Deleted:
    """Give what is left of an asset that is deleted."""
    return Deleted(revision, record.version)


def revived(record: AssetRecord, deleted: Deleted) -> AssetRecord:
    """Give an asset that is made where one was deleted.

    Caches may hold what a URL with the deleted asset's version delivered.
    """
    return replace(record, version=max(record.version, deleted.version + 1))


def pack(record: AssetRecord | Deleted) -> bytes:
    """Give the bytes of a record."""
    return schemas.pack(SCHEMA, {**schemas.plain(record), "deleted": isinstance(record, Deleted)})


def unpack(data: bytes) -> AssetRecord | Deleted:
    """Read a record. Raises UnknownSchema."""
    value = schemas.unpack(SCHEMA, data)
    if value.get("deleted"):
        return schemas.build(Deleted, value)
    return schemas.build(AssetRecord, value)


def _named(known: AssetFacts | AssetRecord) -> dict[str, Any]:
    return {name: getattr(known, name) for name in _FACTS}
