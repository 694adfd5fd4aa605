"""Sayings: what a call says of an asset beside its file, in words and in areas of the picture."""

from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeVar

from gateway.api import areas, labels, parameters
from planner.facts import AssetFacts, FieldValue, Rectangle
from storage.records import AssetRecord

#: Parameters that say something of an asset.
KNOWN: Final = frozenset(
    {"tags", "context", "metadata", "custom_coordinates", "face_coordinates", "regions"}
)

#: What can be told of: a record, or the facts from which one will be made.
Known = TypeVar("Known", AssetRecord, AssetFacts)


@dataclass(frozen=True, slots=True)
class Sayings:
    """What a call says; None where it says nothing. What is said empty is taken back.

    ``text`` is what draws a stored text; it is said where that is made.
    """

    tags: tuple[str, ...] | None = None
    context: tuple[tuple[str, str], ...] | None = None
    metadata: tuple[tuple[str, FieldValue], ...] | None = None
    custom_coordinates: tuple[Rectangle, ...] | None = None
    faces: tuple[Rectangle, ...] | None = None
    regions: areas.Regions | None = None
    text: str | None = None

    @property
    def has_areas(self) -> bool:
        """Whether it says anything of areas of a picture."""
        return any((self.custom_coordinates, self.faces, self.regions))

    def upon(self, known: Known) -> Known:
        """Give what is known after this has been said of it.

        Metadata is said field by field, a field said empty is taken back; everything else is
        said as a whole. Without faces of its own an asset is as if nobody had looked for any.
        """
        said: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        changed = {name: value for name, value in said.items() if value is not None}
        if self.metadata:
            field_by_field = dict(known.metadata) | dict(self.metadata)
            kept = (
                (name, value) for name, value in field_by_field.items() if value not in ("", ())
            )
            changed["metadata"] = tuple(sorted(kept))
        if self.faces == ():
            changed["faces"] = None
        return replace(known, **changed)


def read_sayings(said: parameters.Parameters) -> Sayings:
    """Read what a call says of an asset. Raises BadRequest."""
    context = _text(said, "context")
    metadata = _text(said, "metadata")
    regions = _text(said, "regions")
    return Sayings(
        tags=labels.tags_of(parameters.joined(said, "tags", ",")) if "tags" in said else None,
        context=labels.context_of(context) if context else _nothing(context),
        metadata=labels.metadata_of(metadata) if metadata else _nothing(metadata),
        custom_coordinates=_rectangles(said, "custom_coordinates"),
        faces=_rectangles(said, "face_coordinates"),
        regions=None if regions is None else areas.regions_of(regions),
    )


def _text(said: parameters.Parameters, name: str) -> str | None:
    return parameters.text(said, name) if name in said else None


def _nothing(written: str | None) -> tuple[()] | None:
    return None if written is None else ()


def _rectangles(said: parameters.Parameters, name: str) -> tuple[Rectangle, ...] | None:
    return areas.rectangles_of(name, said[name]) if name in said else None
