"""``POST /v1_1/<cloud>/image/text``: words become a stored picture, which knows how they look."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import web

from gateway.api.callers import Callers, check_image
from gateway.api.eager_order import EagerOrder
from gateway.api.intake import new_identifier, refusal
from gateway.api.sayings import Sayings
from gateway.api.spool import Spool
from gateway.api.text_order import TextOrder, read_text_order
from gateway.api.upload import Uploads
from gateway.api.upload_order import TEXT, UploadOrder
from gateway.awaiting import done
from gateway.context import GatewayContext
from gateway.delivery_urls import DeliveryUrls
from gateway.errors import BadRequest, TryLater
from gateway.layers import Layers
from planner import transformation
from planner.derivation import Derivation, derive
from planner.facts import AssetFacts, Client
from planner.jobs import Queue, RenderJob
from storage import object_keys
from storage.errors import StorageError
from storage.objects import IfAbsent

#: Seconds that a call waits until its words are drawn.
PATIENCE: Final = 60.0

#: A PNG of one transparent pixel: what words are laid on, which makes room for them.
_NOTHING: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5E"
    "rkJggg=="
)
log = structlog.get_logger(__name__)


class Texts:
    """Draws words and stores them as assets."""

    def __init__(
        self, context: GatewayContext, callers: Callers, uploads: Uploads, layers: Layers
    ) -> None:
        self._cloud = context.account.cloud
        self._secret = context.account.api_secret
        self._host = context.settings.public_host
        self._limit = context.settings.max_upload_bytes
        self._store = context.store
        self._board = context.board
        self._callers = callers
        self._uploads = uploads
        self._layers = layers

    async def handle(self, request: web.Request) -> dict[str, object]:
        """Answer a call as an upload is answered."""
        check_image(request)
        async with self._callers.form(request) as form:
            if form.has_file:
                raise BadRequest("Unknown parameter file; a text is drawn")
            order = read_text_order(form.parameters)
        urls = DeliveryUrls(self._host or request.host, self._secret)
        async with Spool(self._limit) as file:
            await file.write(await self._drawn(order.written))
            return await self._uploads.taken(_as_upload(order), file, urls)

    async def _drawn(self, written: str) -> bytes:
        """Draw words as a layer on nothing.

        Raises TransformationError, BadRequest for what cannot be drawn, TryLater, Unavailable.
        """
        drawing = transformation.parse(f"{written}/fl_layer_apply/f_png")
        ground = AssetFacts(
            *(self._cloud, new_identifier(), new_identifier(), "png", 1, 1),
            has_alpha=True,
            bytes=len(_NOTHING),
        )
        derivation = await self._layers.read_for(
            f"text\n{written}",
            lambda beside: derive(drawing, None, ground, Client(), beside.facts),
            signed=True,
        )
        async with self._borrowed(ground, derivation) as key:
            job = RenderJob(
                derivation.fingerprint,
                ground.of_content(),
                (derivation.leaf,),
                derivation.revisions,
            )
            outcome = await done(self._board, job, Queue.INTERACTIVE, PATIENCE)
            if outcome is None or outcome.status == HTTPStatus.NOT_FOUND:
                raise TryLater("The text could not be drawn in time; try again later")
            if not outcome.ok:
                raise refusal(outcome)
            return await (await self._store.get(key)).read()

    @asynccontextmanager
    async def _borrowed(self, ground: AssetFacts, derivation: Derivation) -> AsyncIterator[str]:
        """Store what words are laid on; give the key of the result. Both are gone afterwards."""
        place = (ground.cloud, ground.asset_id)
        original = object_keys.original(*place, ground.version_id)
        result = object_keys.derived(*place, derivation.fingerprint)
        try:
            await self._store.put(
                original, _NOTHING, content_type="image/png", condition=IfAbsent()
            )
            yield result
        finally:
            await asyncio.shield(self._remove(original, result))

    async def _remove(self, *keys: str) -> None:
        for key in keys:
            try:
                await self._store.delete(key)
            except StorageError:
                log.exception("api.text_left_behind", key=key)


def _as_upload(order: TextOrder) -> UploadOrder:
    return UploadOrder(
        asset_type="image",
        public_id=order.public_id,
        chosen=order.chosen,
        delivery_type=TEXT,
        overwrite=True,
        original_filename="",
        sayings=Sayings(text=order.written),
        faces=False,
        eager=EagerOrder(),
    )
