"""Objects in a local folder: what the one-machine deployment keeps its bytes in."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from storage.errors import Conflict, NotFound, RangeNotSatisfiable
from storage.object_files import Draft, OpenObject
from storage.object_folder import ObjectFolder
from storage.object_names import check_headers, check_key, check_prefix
from storage.objects import ByteRange, Condition, ObjectInfo, ObjectReader, Page

T = TypeVar("T")

#: Threads for the disk: what is in the page cache is answered at once, the rest waits together.
THREADS: Final = 8
#: Bytes of a piece of a streamed body.
CHUNK_BYTES: Final = 256 * 1024


class FileReader:
    """One object, or a part of it, in an open file."""

    def __init__(
        self, threads: ThreadPoolExecutor, found: OpenObject, part: tuple[int, int]
    ) -> None:
        self.info = found.info
        self.start, self.end = part
        self._threads = threads
        self._found = found

    async def read(self) -> bytes:
        """Give the whole part."""
        return await self._piece(self.start, self.end)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Give the part in pieces."""
        for start in range(self.start, self.end, CHUNK_BYTES):
            yield await self._piece(start, min(start + CHUNK_BYTES, self.end))

    async def _piece(self, start: int, end: int) -> bytes:
        at_hand = self._found.at_hand(start, end)
        if at_hand is not None:
            return at_hand
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._found.read, start, end)


class FileObjectStore:
    """The objects in one folder. Several processes may share it."""

    def __init__(self, root: Path) -> None:
        """Make the folder, where needed. Raises Unavailable."""
        self._folder = ObjectFolder(root)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="objects")

    async def get(self, key: str, byte_range: ByteRange | None = None) -> ObjectReader:
        """Open an object, or part of it. Raises NotFound, RangeNotSatisfiable."""
        found = await self._run(lambda: self._folder.open(check_key(key)))
        try:
            return FileReader(self._threads, found, found.part(byte_range))
        except RangeNotSatisfiable:
            found.close()
            raise

    async def head(self, key: str) -> ObjectInfo:
        """Describe an object. Raises NotFound."""
        return await self._run(lambda: self._folder.head(check_key(key)))

    async def read(self, info: ObjectInfo) -> bytes:
        """Give the whole of an object that has been described. Raises NotFound, Conflict."""
        reader = await self.get(info.key)
        if reader.info.size != info.size:
            raise Conflict(info.key)
        return await reader.read()

    async def put(
        self,
        key: str,
        data: bytes | Path,
        *,
        content_type: str,
        metadata: Mapping[str, str] | None = None,
        condition: Condition | None = None,
    ) -> ObjectInfo:
        """Write an object, wholly or not at all. Raises AlreadyExists, Conflict."""
        draft = Draft(check_key(key), data, content_type, check_headers(content_type, metadata))
        return await self._run(lambda: self._folder.put(draft, condition))

    async def list(self, prefix: str, *, after: str | None = None, limit: int = 1000) -> Page:
        """List keys that begin with a prefix, in order, beginning after ``after``."""
        return await self._run(lambda: self._page(check_prefix(prefix), after or "", limit))

    async def delete(self, key: str) -> None:
        """Remove an object; it is no error if there is none."""
        await self._run(lambda: self._folder.delete(check_key(key)))

    async def delete_prefix(self, prefix: str) -> int:
        """Remove every object whose key begins with a prefix; tell how many."""
        return await self._run(lambda: self._delete_all(check_prefix(prefix)))

    async def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False)

    async def _run(self, task: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, task)

    def _page(self, prefix: str, after: str, limit: int) -> Page:
        # One more than is asked for tells whether there are more.
        keys = list(islice(self._folder.keys(prefix, after), limit + 1))
        objects = tuple(info for key in keys[:limit] for info in self._listed(key))
        return Page(objects, keys[limit - 1] if len(keys) > limit else None)

    def _listed(self, key: str) -> tuple[ObjectInfo, ...]:
        try:
            info = self._folder.head(key)
        except NotFound:  # deleted since its name was read
            return ()
        return (ObjectInfo(key, info.size, info.etag, info.last_modified),)

    def _delete_all(self, prefix: str) -> int:
        keys = list(self._folder.keys(prefix, ""))
        return sum(self._folder.delete(key) for key in keys)
