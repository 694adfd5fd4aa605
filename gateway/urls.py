"""Delivery URLs as far as they can be understood without looking anything up."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gateway.errors import BadRequest, ResourceNotFound
from gateway.known_records import name_of
from planner import transformation
from planner.responsive.transformations import waits_for_client
from planner.transformation import Transformation
from planner.url import DeliveryUrl, parse_delivery_path
from storage.records import AssetRef

#: Parsed URLs held in memory; one takes a few kilobytes.
MEMORY_URLS: Final = 8192


@dataclass(frozen=True, slots=True)
class Asked:
    """What a URL asks for. ``path`` is the URL's path as it came, percent-encoded.

    ``name`` is the asset's in memory (`gateway.known_records`). ``hinted``: hints of the client's
    size take part in the answer.
    """

    path: str
    url: DeliveryUrl
    ref: AssetRef
    name: str
    transformation: Transformation
    hinted: bool = False


class AskedUrls:
    """Reads URLs of one cloud, and remembers those that made sense."""

    def __init__(self, cloud: str) -> None:
        self._cloud = cloud
        self._read = lru_cache(MEMORY_URLS)(self._parse)

    def read(self, raw_path: str) -> Asked:
        """Read a path; a query is no part of it.

        Raises UrlError, TransformationError, BadRequest for what is not supported, and
        ResourceNotFound for another cloud.
        """
        return self._read(raw_path.partition("?")[0])

    def __len__(self) -> int:
        return self._read.cache_info().currsize

    def _parse(self, path: str) -> Asked:
        url = parse_delivery_path(path)
        if url.cloud != self._cloud:
            raise ResourceNotFound(f"Resource not found - {url.public_id}")
        _check_supported(url)
        ref = AssetRef(url.cloud, url.asset_type, url.delivery_type, url.public_id)
        asked = transformation.parse(url.transformation)
        return Asked(path, url, ref, name_of(ref), asked, hinted=waits_for_client(asked))


def _check_supported(url: DeliveryUrl) -> None:
    if url.delivery_type == "fetch":
        raise BadRequest("Delivery type fetch is not supported")
    if url.asset_type == "video":
        raise BadRequest("Asset type video is not supported")
    if url.asset_type == "raw" and url.transformation:
        raise BadRequest(f"Raw assets are not transformed: {url.transformation[:80]}")
