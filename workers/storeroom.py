"""The storeroom: originals and derived assets, for worker threads, within a job's deadline."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Final, TypeVar

from planner.facts import ContentFacts
from planner.jobs import Leaf
from storage import object_keys
from storage.blocking import BackgroundLoop
from storage.errors import AlreadyExists, NotFound
from storage.objects import IfAbsent, ObjectInfo, ObjectStore
from workers.child.results import Rendered
from workers.child.shared_bytes import SharedBytes
from workers.errors import RenderRefused
from workers.middleware.deadline import Deadline

#: What a client is told whose asset was deleted or replaced while it waited.
ORIGINAL_GONE: Final = "The original is no longer stored"
#: Characters of a transformation that is noted beside the derived asset, for whoever lists it.
LONGEST_NOTE: Final = 512

T = TypeVar("T")


class Storeroom:
    """Reads and writes for the calling thread's job.

    Methods raise Unavailable, also when storage takes longer than the job has left.
    """

    def __init__(
        self, store: ObjectStore, loop: BackgroundLoop, deadline: Deadline, scratch: Path
    ) -> None:
        self._store = store
        self._loop = loop
        self._deadline = deadline
        self._scratch = scratch

    def original(self, cloud: str, asset_id: str, version_id: str) -> bytes:
        """Give an original's bytes. Raises RenderRefused when it is not there any more."""
        try:
            return self._run(self._read(object_keys.original(cloud, asset_id, version_id)))
        except NotFound as error:
            raise RenderRefused(404, ORIGINAL_GONE) from error

    def derived(self, asset: ContentFacts, leaf: Leaf) -> Rendered | None:
        """Give a derived asset as it was made, if it is stored."""
        found = self.find(asset, leaf)
        if found is None:
            return None
        try:
            data = self._run(self._store.read(found))
        except NotFound:
            return None
        said = found.metadata
        width, height = int(said["width"]), int(said["height"])
        return Rendered(data, said["format"], found.content_type, width, height)

    def lend(self, data: bytes) -> SharedBytes:
        """Copy bytes to where render children can read them. Raises Unavailable without room."""
        return SharedBytes.holding(data, self._scratch)

    def find(self, asset: ContentFacts, leaf: Leaf) -> ObjectInfo | None:
        """Describe a derived asset, if it is stored."""
        try:
            return self._run(self._store.head(_key(asset, leaf)))
        except NotFound:
            return None

    def publish(self, asset: ContentFacts, leaf: Leaf, made: Rendered) -> None:
        """Store a derived asset; if another worker was first, theirs has the same bytes (F10)."""
        said = {"width": str(made.width), "height": str(made.height), "format": made.format}
        if len(leaf.transformation) <= LONGEST_NOTE and leaf.transformation.isascii():
            said["transformation"] = leaf.transformation
        put = self._store.put(
            _key(asset, leaf),
            made.data,
            content_type=made.content_type,
            metadata=said,
            condition=IfAbsent(),
        )
        try:
            self._run(put)
        except AlreadyExists:
            return

    async def _read(self, key: str) -> bytes:
        reader = await self._store.get(key)
        return await reader.read()

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._deadline.run(self._loop, coroutine)


def _key(asset: ContentFacts, leaf: Leaf) -> str:
    return object_keys.derived(asset.cloud, asset.asset_id, leaf.fingerprint)
