"""Taking remote files in: fetched once in the fleet, looked at, and registered as assets."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import structlog

from gateway.api.cleaning import Cleaning
from gateway.api.errors import Moved
from gateway.api.intake import Intake, new_identifier
from gateway.api.spool import Spool
from gateway.context import GatewayContext
from gateway.errors import GatewayError, TryLater
from gateway.remote.errors import Gone
from gateway.remote.loading import Loader, Origin
from planner.facts import AssetFacts
from storage import redis_keys
from storage.errors import NotFound
from storage.records import AssetRecord, AssetRef, kept, told_at

#: Seconds for which a gateway that has died keeps others from fetching what it was at.
TURN_SECONDS: Final = 120
#: Seconds between two looks whether another gateway is done.
LOOK_SECONDS: Final = 0.2
#: Beginnings, where others change or remove the asset each time.
ATTEMPTS: Final = 3

log = structlog.get_logger(__name__)


class RemoteIntake:
    """Makes assets of remote files, and new versions of those that have changed."""

    def __init__(self, context: GatewayContext, loader: Loader) -> None:
        self._context = context
        self._loader = loader
        self._intake = Intake(context.store, context.board)
        self._cleaning = Cleaning(context.store)
        self._clock: Callable[[], float] = context.clock

    def is_fresh(self, record: AssetRecord) -> bool:
        """Whether a file's server need not be asked yet whether it has changed."""
        return self._clock() - record.checked_at < self._context.settings.fetch_fresh_seconds

    async def take(self, ref: AssetRef) -> AssetRecord:
        """Fetch a file unless it is there and fresh; one gateway does, however many want it.

        Raises NotLoaded, TryLater, what else `Intake.take` raises, Unavailable.
        """
        key = redis_keys.fetch(hashlib.sha256(ref.public_id.encode()).hexdigest())
        attempts = 0
        while attempts < ATTEMPTS:
            async with self._context.turns.take(key, TURN_SECONDS) as mine:
                if mine:
                    current = await self._find(ref)
                    if current is not None and self.is_fresh(current):
                        return current
                    try:
                        return await self._fetched(ref, current)
                    except Moved:
                        attempts += 1
            await asyncio.sleep(LOOK_SECONDS)
        raise TryLater("The asset is being changed by others; try again later")

    async def close(self) -> None:
        """Finish what goes on after answers."""
        await self._cleaning.close()

    async def _find(self, ref: AssetRef) -> AssetRecord | None:
        try:
            return await self._context.catalog.read(ref)
        except NotFound:
            return None

    async def _fetched(self, ref: AssetRef, before: AssetRecord | None) -> AssetRecord:
        known = Origin() if before is None else Origin(before.origin_etag, before.origin_modified)
        async with Spool(self._context.settings.fetch_max_bytes) as file:
            try:
                origin = await self._loader.load(ref.public_id, file, known)
            except Gone:
                if before is not None:
                    await self._remove(before)
                raise
            if before is not None and (origin is None or _is_same(file, before)):
                return await self._confirmed(before, origin or known)
            if origin is None:
                raise Gone("its server says that nothing has changed, of nothing")
            return await self._registered(ref, file, origin, before)

    async def _confirmed(self, before: AssetRecord, origin: Origin) -> AssetRecord:
        """Note that a file is still the same; its version stays."""

        def mutate(current: AssetRecord | None) -> AssetRecord:
            _check_same(before, current)
            return self._looked_at(before, origin)

        return await self._changed(before.ref, mutate)

    async def _registered(
        self, ref: AssetRef, file: Spool, origin: Origin, before: AssetRecord | None
    ) -> AssetRecord:
        asset_id = new_identifier() if before is None else before.asset_id
        facts = replace(await self._intake.take(file, ref.cloud, asset_id), public_id=ref.public_id)
        made = self._looked_at(self._record(ref, facts, file, before), origin)

        def mutate(current: AssetRecord | None) -> AssetRecord:
            _check_same(before, current)
            return made

        async with self._intake.withdrawing(facts, after=GatewayError):
            old = () if before is None else await self._cleaning.derived_keys(before)
            record = await self._changed(ref, mutate)
        if before is not None:
            self._cleaning.replaced(before, old)
        log.info("a remote file was taken", url=ref.public_id, bytes=file.size)
        return record

    async def _remove(self, before: AssetRecord) -> None:
        def mutate(current: AssetRecord | None) -> None:
            _check_same(before, current)

        await self._context.catalog.change(before.ref, mutate)
        self._cleaning.removed(before)

    async def _changed(
        self, ref: AssetRef, mutate: Callable[[AssetRecord | None], AssetRecord]
    ) -> AssetRecord:
        record = await self._context.catalog.change(ref, mutate)
        if record is None:
            raise Moved
        return record

    def _looked_at(self, record: AssetRecord, origin: Origin) -> AssetRecord:
        return replace(
            record,
            checked_at=self._clock(),
            origin_etag=origin.etag,
            origin_modified=origin.modified,
        )

    def _record(
        self, ref: AssetRef, facts: AssetFacts, file: Spool, before: AssetRecord | None
    ) -> AssetRecord:
        now = int(self._clock())
        return AssetRecord(
            **kept(facts),
            asset_type=ref.asset_type,
            delivery_type=ref.delivery_type,
            version=max(now, before.version + 1 if before else 0),
            revision=0,  # the catalog counts
            etag=file.etag,
            created_at=before.created_at if before else told_at(now),
        )


def _is_same(file: Spool, before: AssetRecord) -> bool:
    """Whether a file that came again is byte for byte the one that is stored."""
    return (file.size, file.etag) == (before.bytes, before.etag)


def _check_same(before: AssetRecord | None, current: AssetRecord | None) -> None:
    """Refuse to change what others have changed meanwhile. Raises Moved."""
    if _version(before) != _version(current):
        raise Moved


def _version(record: AssetRecord | None) -> str:
    return "" if record is None else record.version_id
