"""Delivery URLs as far as they can be understood without looking anything up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gateway.errors import BadRequest, Refused, ResourceNotFound
from gateway.known_records import name_of
from gateway.raw_files import RAW
from planner import transformation
from planner.canonical.form import canonical_form
from planner.default_images import default_image
from planner.errors import NotRenderedYet, TransformationError
from planner.extensions import split_extension
from planner.handing import handing
from planner.language.traits import Media
from planner.layers.assets import may_name
from planner.media import check_fetched, check_media
from planner.naming.references import unresolved
from planner.responsive.transformations import waits_for_client
from planner.transformation import Transformation
from planner.url import DeliveryUrl, folder_readings, parse_delivery_path
from storage.records import AssetRef

#: The delivery type of what is elsewhere, and whose public ID is its URL.
FETCHED: Final = "fetch"
#: Parsed URLs held in memory; one takes a few kilobytes.
MEMORY_URLS: Final = 8192


@dataclass(frozen=True, slots=True)
class Asked:
    """What a URL asks for. ``path`` is the URL's path as it came, percent-encoded.

    ``name`` is the asset's in memory (`gateway.known_records`). ``hinted``: hints of the client's
    size take part in the answer. ``identity`` tells it from all other URLs, and from itself with
    other definitions of the names that it uses. ``default`` is the image that is delivered where
    the asset is missing. ``layered``: whether it may name other assets, such as layers,
    which are looked up beside.
    """

    path: str
    url: DeliveryUrl
    ref: AssetRef
    name: str
    transformation: Transformation
    identity: str
    hinted: bool = False
    default: AssetRef | None = None
    layered: bool = False

    @property
    def remote(self) -> bool:
        """Whether the asset is elsewhere."""
        return self.ref.delivery_type == FETCHED


@dataclass(frozen=True, slots=True)
class AskedByName:
    """What a URL asks for whose transformation uses names that must be looked up first."""

    path: str
    url: DeliveryUrl

    @property
    def place(self) -> tuple[str, str]:
        """What tells it from all others: one path may be read in several ways."""
        return self.path, self.url.public_id

    @property
    def components(self) -> list[str]:
        """The transformation's components as written."""
        return self.url.transformation.split("/")

    def meaning(self, definitions: Mapping[str, str | None]) -> Asked:
        """Give what is asked for, by definitions of all names. Raises TransformationError."""
        known = "\n".join(f"{name}={definitions[name]}" for name in sorted(definitions))
        return _asked(self.path, self.url, definitions, f"{self.path}\n{known}")


class AskedUrls:
    """Reads URLs of one cloud, and remembers those that made sense."""

    def __init__(self, cloud: str) -> None:
        self._cloud = cloud
        self._read = lru_cache(MEMORY_URLS)(self._parse)

    def read(self, raw_path: str) -> Asked | AskedByName:
        """Read a path; a query is no part of it.

        Raises UrlError, TransformationError, BadRequest for what is not supported, and
        ResourceNotFound for another cloud.
        """
        return self._read(raw_path.partition("?")[0])

    def otherwise(self, raw_path: str) -> Iterator[Asked | AskedByName]:
        """Read a path with folders where components were taken for such; see `planner.url`.

        Raises UrlError, TransformationError.
        """
        path = raw_path.partition("?")[0]
        for url in folder_readings(path):
            try:
                asked = self._of(path, url)
            except (Refused, TransformationError):
                continue
            yield asked

    def __len__(self) -> int:
        return self._read.cache_info().currsize

    def _parse(self, path: str) -> Asked | AskedByName:
        return self._of(path, parse_delivery_path(path))

    def _of(self, path: str, url: DeliveryUrl) -> Asked | AskedByName:
        if url.cloud != self._cloud:
            raise ResourceNotFound(f"Resource not found - {url.public_id}")
        if unresolved(url.transformation.split("/"), {}):
            return AskedByName(path, url)
        return _asked(path, url, None, path)


def _asked(
    path: str, url: DeliveryUrl, definitions: Mapping[str, str | None] | None, identity: str
) -> Asked:
    ref = AssetRef(url.cloud, url.asset_type, url.delivery_type, url.public_id)
    asked = transformation.parse(url.transformation, definitions=definitions)
    if url.asset_type == RAW:
        _check_untransformed(url, asked)
    elif url.transformation:
        check_media(asked, Media(url.asset_type))
    if url.asset_type == Media.VIDEO:
        raise NotRenderedYet("Assets of type video are understood, but not rendered yet")
    if url.delivery_type == FETCHED:
        check_fetched(asked)
    named = default_image(asked)
    default = None
    if named is not None:
        default = AssetRef(url.cloud, "image", "upload", split_extension(named)[0])
    hinted = waits_for_client(asked)
    layered = may_name(asked.components)
    return Asked(path, url, ref, name_of(ref), asked, identity, hinted, default, layered)


def _check_untransformed(url: DeliveryUrl, asked: Transformation) -> None:
    """Refuse to do anything to a raw asset but to say how it is handed over."""
    rest, _ = handing(canonical_form(asked))
    if rest.raw:
        raise BadRequest(f"Raw assets are not transformed: {url.transformation[:80]}")
