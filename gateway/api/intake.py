"""Intake: an uploaded file becomes a stored original whose facts are known, or is refused."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

import structlog

from gateway.api import media_types
from gateway.api.errors import Moved
from gateway.api.spool import Spool
from gateway.awaiting import done
from gateway.errors import BadRequest, Refused, TryLater
from gateway.raw_files import media_type_of
from planner.facts import AssetFacts, named_boxes
from planner.jobs import ProbeJob, Queue
from storage import object_keys
from storage.board import JobBoard
from storage.errors import StorageError
from storage.objects import IfAbsent, ObjectStore
from storage.outcomes import Fact, Outcome

#: Seconds that an upload waits until its file has been looked at.
PROBE_PATIENCE: Final = 60.0
log = structlog.get_logger(__name__)


class Intake:
    """Stores files and has them looked at."""

    def __init__(self, store: ObjectStore, board: JobBoard) -> None:
        self._store = store
        self._board = board

    async def take(self, file: Spool, cloud: str, asset_id: str) -> AssetFacts:
        """Store a file as a new version of an asset and read its facts; what is refused is gone.

        Raises BadRequest for what is no image that can be rendered, Moved if the asset was
        destroyed meanwhile, TryLater when nobody looks at it in time, QueueFull, Unavailable.
        """
        named = AssetFacts(cloud, asset_id, new_identifier(), "", 0, 0)
        async with self.withdrawing(named):
            await self._put(named, file, media_types.media_type(file.head))
            read = await self._examined(named)
            media_types.check_agrees(file.head, str(read["format"]))
        return _known(named, read, file.size)

    async def keep(self, file: Spool, cloud: str, asset_id: str, name: str) -> AssetFacts:
        """Store a raw file, into which nobody looks: all that is known of it is its size.

        name: it tells the media type. Raises Unavailable.
        """
        named = AssetFacts(cloud, asset_id, new_identifier(), "", 0, 0, bytes=file.size)
        async with self.withdrawing(named):
            await self._put(named, file, media_type_of(name))
        return named

    @asynccontextmanager
    async def withdrawing(
        self, asset: AssetFacts, after: type[BaseException] = BaseException
    ) -> AsyncIterator[None]:
        """Remove a stored file again when the context is left with an error of this kind."""
        try:
            yield
        except after:
            await asyncio.shield(self._withdraw(_key(asset)))
            raise

    async def _withdraw(self, key: str) -> None:
        try:
            await self._store.delete(key)
        except StorageError:
            log.exception("api.original_left_behind", key=key)

    async def _put(self, asset: AssetFacts, file: Spool, media_type: str) -> None:
        await self._store.put(
            _key(asset),
            await file.content(),
            content_type=media_type,
            condition=IfAbsent(),
        )

    async def _examined(self, asset: AssetFacts) -> Mapping[str, Fact]:
        job = ProbeJob(asset.version_id, asset.cloud, asset.asset_id, asset.version_id)
        outcome = await done(self._board, job, Queue.INGEST, PROBE_PATIENCE)
        if outcome is None:
            raise TryLater("The file could not be examined in time; try again later")
        if outcome.status == HTTPStatus.NOT_FOUND:
            raise Moved  # the asset was destroyed, and its new original with it
        if not outcome.ok:
            raise refusal(outcome)
        return outcome.facts or {}


def new_identifier() -> str:
    """Make up an asset's or a version's identifier: 32 hex digits."""
    return secrets.token_hex(16)


def _known(named: AssetFacts, read: Mapping[str, Any], size: int) -> AssetFacts:
    """Give what a probe has read; a worker of an older release tells less."""
    return replace(
        named,
        format=str(read["format"]),
        width=int(read["width"]),
        height=int(read["height"]),
        pages=int(read["pages"]),
        has_alpha=bool(read["has_alpha"]),
        bytes=size,
        dpi=read.get("dpi"),
        illustration=read.get("illustration"),
        trimmed=read.get("trimmed"),
        page_names=read.get("page_names", ()),
        orientation=read.get("orientation", 1),
        page_sizes=read.get("page_sizes", ()),
        paths=named_boxes(read["path_names"], read["path_boxes"]) if "path_names" in read else None,
        weights=read.get("weights", ()),
    )


def refusal(outcome: Outcome) -> Refused:
    """Say why something was not done: its own fault, or ours."""
    if outcome.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return BadRequest(outcome.message)
    return Refused(outcome.message, outcome.status)


def _key(asset: AssetFacts) -> str:
    return object_keys.original(asset.cloud, asset.asset_id, asset.version_id)
