"""``GET /v1_1/<cloud>/resources/image/<type>/<public ID>``: what is known of an asset."""

import asyncio
from typing import Final

from aiohttp import web

from gateway.api import listing, parameters
from gateway.api.callers import Callers, check_image
from gateway.api.registration import Registration
from gateway.api.representation import Areas, shown
from gateway.api.upload_order import STORED_TYPES
from gateway.context import GatewayContext
from gateway.delivery_urls import DeliveryUrls
from gateway.errors import BadRequest, ResourceNotFound
from gateway.raw_files import RAW
from storage import object_keys
from storage.errors import NotFound
from storage.objects import ObjectInfo
from storage.records import AssetRecord, AssetRef

_KNOWN: Final = frozenset({"max_results", "derived_next_cursor", "coordinates", "faces"})


class Resources:
    """Describes assets, as storage has them at the moment."""

    def __init__(
        self, context: GatewayContext, callers: Callers, registration: Registration
    ) -> None:
        self._store = context.store
        self._host = context.settings.public_host
        self._secret = context.account.api_secret
        self._callers = callers
        self._registration = registration

    async def handle(self, request: web.Request) -> dict[str, object]:
        """Answer a call."""
        check_image(request, frozenset({RAW}))
        ref, said = resource_ref(request), listing.read_query(request, _KNOWN)
        limit, cursor, areas = (
            listing.limit(said),
            listing.cursor(said, "derived_next_cursor"),
            _areas(said),
        )
        record = await self._registration.find(ref)
        if record is None:
            raise ResourceNotFound(f"Resource not found - {ref.public_id}")
        urls = DeliveryUrls(self._host or request.host, self._secret)
        derived = await self._derived(record, limit, cursor, urls)
        return {**shown(record, urls), **areas.shown(record), **derived}

    async def _derived(
        self, record: AssetRecord, limit: int, cursor: str, urls: DeliveryUrls
    ) -> dict[str, object]:
        prefix = object_keys.derived_of(record.cloud, record.asset_id)
        after = prefix + cursor if cursor else None
        page = await self._store.list(prefix, after=after, limit=limit)
        described = await asyncio.gather(*(self._described(found) for found in page.objects))
        derived = [_entry(record, found, urls) for found in described if found is not None]
        answer: dict[str, object] = {"derived": derived}
        if page.next is not None:
            answer["derived_next_cursor"] = page.next.removeprefix(prefix)
        return answer

    async def _described(self, found: ObjectInfo) -> ObjectInfo | None:
        try:
            return await self._store.head(found.key)
        except NotFound:
            return None


def _entry(record: AssetRecord, found: ObjectInfo, urls: DeliveryUrls) -> dict[str, object]:
    transformation = found.metadata.get("transformation", "")
    entry: dict[str, object] = {
        "id": found.key.rpartition("/")[2],
        "format": found.metadata["format"],
        "width": int(found.metadata["width"]),
        "height": int(found.metadata["height"]),
        "bytes": found.size,
    }
    if transformation:
        entry["transformation"] = transformation
        entry |= urls.derived(record, transformation, found.metadata["format"])
    return entry


def resource_ref(request: web.Request) -> AssetRef:
    """Give the asset that a path of the Admin API names. Raises BadRequest."""
    path = request.match_info
    if path["type"] not in STORED_TYPES:
        raise BadRequest(f"Unknown type {path['type'][:40]!r}")
    return AssetRef(path["cloud"], path["asset_type"], path["type"], path["public_id"])


def _areas(said: parameters.Parameters) -> Areas:
    every = parameters.flag(said, "coordinates")
    return Areas(every, every, every, face_list=parameters.flag(said, "faces"))
