"""Layers: the assets that the layers of a URL show, as near as their records are."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from cachetools import LRUCache

from gateway.errors import ResourceNotFound, Unauthorised
from gateway.known_records import KnownRecords, name_of
from gateway.remote.assets import RemoteAssets
from gateway.urls import FETCHED
from planner.errors import NotRenderedYet, ReferenceNotFound
from planner.facts import AssetFacts
from planner.layers.assets import AssetName
from storage.errors import NotFound
from storage.records import AssetRecord, AssetRef

#: Uses whose layers are remembered by name.
MEMORY_USES: Final = 8192

T = TypeVar("T")


class _NotRead(Exception):  # noqa: N818 - it is a question, and never leaves this module
    def __init__(self, name: AssetName) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Beside:
    """The records of layers that have been read; None where there is no such asset.

    ``signed``: whether whoever asks may see assets that are not open to all.
    """

    records: Mapping[AssetName, AssetRecord | None]
    signed: bool = False

    @property
    def label(self) -> str:
        """What tells these from all others: which content each name stands for."""
        return " ".join(
            "-" if record is None else record.version_id for record in self.records.values()
        )

    def facts(self, name: AssetName) -> AssetFacts | None:
        """Give what is known of an asset; None where there is none. Raises Unauthorised."""
        if name.protected and not self.signed:
            raise Unauthorised(f"A layer of delivery type {name.delivery_type} needs a signed URL")
        if name not in self.records:
            raise _NotRead(name)
        record = self.records[name]
        return None if record is None else record.facts()


#: Where nothing has layers.
NONE: Final = Beside({})


class Layers:
    """Reads the records of layers, in memory where they are at hand.

    Which layers something has is only known when it is planned: what a planning asked for once is
    at hand for the next.
    """

    def __init__(self, cloud: str, records: KnownRecords, remote: RemoteAssets) -> None:
        self._cloud = cloud
        self._records = records
        self._remote = remote
        self._uses: LRUCache[str, tuple[AssetName, ...]] = LRUCache(MEMORY_USES)

    async def read_for(
        self,
        use: str,
        act: Callable[[Beside], T],
        *,
        signed: bool,
        patience: float | None = None,
    ) -> T:
        """Do something with all layers that it asks for; it may be begun several times.

        use: what tells it from all others. patience: seconds to wait for a remote file, instead of
        the wait budget. Raises what it raises, Unauthorised, Unavailable, and of remote files what
        `RemoteAssets.read` does; but ReferenceNotFound for what is missing.
        """
        names = self._uses.get(use, ())
        reading = (self._read(name, signed=signed, patience=patience) for name in names)
        read = dict(zip(names, await asyncio.gather(*reading, return_exceptions=True), strict=True))
        # What was asked for once need not be asked for again: then it does not matter if it fails.
        failed = {name: got for name, got in read.items() if isinstance(got, BaseException)}
        found = {name: got for name, got in read.items() if not isinstance(got, BaseException)}
        while True:
            try:
                done = act(Beside(found, signed))
            except _NotRead as wanted:
                name = wanted.name
                if name in failed:
                    raise failed[name] from None
                found[name] = await self._read(name, signed=signed, patience=patience)
            else:
                self._uses[use] = tuple(found)
                return done

    async def _read(
        self, name: AssetName, *, signed: bool, patience: float | None
    ) -> AssetRecord | None:
        if name.delivery_type == FETCHED:
            return await self._fetched(name, signed=signed, patience=patience)
        ref = AssetRef(self._cloud, name.asset_type, name.delivery_type, name.public_id)
        try:
            return self._records.at_hand(name_of(ref)) or await self._records.read(ref)
        except NotFound:
            return None

    async def _fetched(
        self, name: AssetName, *, signed: bool, patience: float | None
    ) -> AssetRecord:
        if name.asset_type != "image":
            raise NotRenderedYet("Remote layers other than images are not rendered yet")
        try:
            return await self._remote.read(name.public_id, signed=signed, patience=patience)
        except ResourceNotFound as error:
            # It is the layer that is missing: no default image stands for that.
            raise ReferenceNotFound(error.reason) from error
