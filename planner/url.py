"""Delivery URLs: which asset, which transformation, and what a signature covers.

``/<cloud>/<asset type>/<delivery type>/[s--<signature>--/][<component>/]...[v1/]<public ID>``
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from planner.errors import TransformationError, UrlError
from planner.paths.heads import Head, read_cloud, read_head
from planner.paths.names import Name, plain_name, remote_name, suffixed_name
from planner.paths.signatures import read_signature
from planner.paths.walks import Walk, remote_start, walk, walk_to_remote

#: Characters of a path that is read at all. Servers in front accept about half of it.
MAXIMUM_PATH: Final = 16_384


@dataclass(frozen=True, slots=True)
class DeliveryUrl:
    """A delivery URL, taken apart.

    ``signature`` is what stands between ``s--`` and ``--``; empty for one that cannot hold: of
    another length, repeated, or in another place. None where there is none.
    ``transformation`` is as written, its components joined by slashes. ``public_id`` and
    ``suffix`` are decoded; ``extension`` is in lower case and names a known format (raw assets
    have theirs as part of the public ID). ``signed_part`` is the exact text that a signature
    covers. ``doubt`` is there where the public ID begins with what may be a slip in the
    transformation: raise it when there is no asset of that public ID.
    """

    cloud: str
    asset_type: str
    delivery_type: str
    signature: str | None
    transformation: str
    version: int | None
    public_id: str
    extension: str | None
    suffix: str | None
    signed_part: str
    doubt: TransformationError | None = field(default=None, compare=False)


def parse_delivery_path(raw_path: str, *, cloud: str | None = None) -> DeliveryUrl:
    """Take a path apart, percent-encoded as it came over the wire; its query is ignored.

    ``cloud`` is given where the host names it, and the path does not. Takes time linear in the
    path. Raises UrlError for a path that names no asset, TransformationError for a component that
    is meant as one but wrong.
    """
    if len(raw_path) > MAXIMUM_PATH:
        raise UrlError(f"The URL is too long; at most {MAXIMUM_PATH} characters")
    place = _placed(raw_path, cloud)
    if place.head.delivery_type == "fetch":
        walked = walk_to_remote(place.segments)
        return _url(place, walked, remote_name(walked.name))
    walked = walk(place.filled)
    try:
        return _stored(place, walked)
    except UrlError as error:
        if walked.doubt is None:
            raise
        # No asset can have this name, so what is wrong is the transformation.
        raise walked.doubt from error


def folder_readings(raw_path: str, *, cloud: str | None = None) -> Iterator[DeliveryUrl]:
    """Read a path in the other ways that it can be meant, the most likely one first.

    A component by itself such as ``t_shirts`` or ``l_photos`` may be a folder, with which the
    public ID begins: only where there is no such transformation, or nothing that it could be
    of, and an asset of that public ID. There are none where a version tells where the public ID
    begins. Arguments and errors are those of `parse_delivery_path`.
    """
    place = _placed(raw_path, cloud)
    if place.head.delivery_type == "fetch":
        return
    for walked in walk(place.filled).with_folders():
        with suppress(UrlError):
            yield _stored(place, walked)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a path says before its transformation, and the segments from there on."""

    cloud: str
    head: Head
    signature: str | None
    segments: list[str]

    @property
    def filled(self) -> list[str]:
        """The segments of a transformation and a public ID."""
        filled = self._written
        return filled[:-1] if self.head.suffixed else filled

    @property
    def suffix(self) -> str:
        """The segment that is cosmetic, where one is."""
        return self._written[-1]

    @property
    def _written(self) -> list[str]:
        return [segment for segment in self.segments if segment]


def _placed(raw_path: str, cloud: str | None) -> _Place:
    if len(raw_path) > MAXIMUM_PATH:
        raise UrlError(f"The URL is too long; at most {MAXIMUM_PATH} characters")
    segments = _segments(raw_path.partition("?")[0])
    if cloud is None:
        cloud, segments = read_cloud(segments)
    head, segments = read_head(segments)
    signature, segments = read_signature(segments, remote=head.delivery_type == "fetch")
    return _Place(cloud, head, signature, segments)


def _stored(place: _Place, walked: Walk) -> DeliveryUrl:
    kind = place.head.asset_type
    if place.head.suffixed:
        return _url(place, walked, suffixed_name(walked.name, place.suffix, kind))
    return _url(place, walked, plain_name(walked.name, kind))


def _url(place: _Place, walked: Walk, name: Name) -> DeliveryUrl:
    return DeliveryUrl(
        cloud=place.cloud,
        asset_type=place.head.asset_type,
        delivery_type=place.head.delivery_type,
        signature=place.signature,
        transformation="/".join(walked.components),
        version=walked.version,
        public_id=name.public_id,
        extension=name.extension,
        suffix=name.suffix,
        signed_part="/".join((*walked.components, name.signed)),
        doubt=walked.doubt,
    )


def _segments(path: str) -> list[str]:
    """Split a path at its slashes, of which several are one, but not in a remote asset's URL."""
    end = remote_start(path)
    segments = [segment for segment in path[:end].split("/") if segment]
    return segments if end == len(path) else segments + path[end:].split("/")
