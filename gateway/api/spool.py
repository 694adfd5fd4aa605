"""A spool: uploaded bytes on their way in, in memory while few, else in a temporary file."""

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from gateway.errors import BadRequest, TryLater

#: Bytes kept in memory before a file is begun, and between two writes to it.
MEMORY: Final = 1024 * 1024
#: Bytes from the beginning that stay at hand.
HEAD: Final = 16


class Spool:
    """Takes bytes up to a limit, counting and digesting them. Leave it, and the file is gone.

    All work on files happens in threads.
    """

    def __init__(self, limit: int) -> None:
        """Limit: bytes that it may take. ``size`` and ``head`` are of those that came."""
        self.size = 0
        self.head = b""
        self.limit = limit
        self._digest = hashlib.md5(usedforsecurity=False)
        self._buffer = bytearray()
        self._path: Path | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._buffer.clear()
        if self._path is not None:
            await asyncio.to_thread(self._path.unlink, missing_ok=True)

    async def write(self, data: bytes) -> None:
        """Take some bytes. Raises BadRequest beyond the limit, TryLater without room."""
        self._account(data)
        self._buffer += data
        if len(self._buffer) >= MEMORY:
            await asyncio.to_thread(self._flush)

    def write_blocking(self, data: bytes) -> None:
        """Take some bytes, in a thread that may wait. Raises BadRequest beyond the limit."""
        self._account(data)
        self._buffer += data
        if len(self._buffer) >= MEMORY:
            self._flush()

    async def content(self) -> bytes | Path:
        """Give what was taken: bytes where they were few, else the file. Write no more then."""
        if self._path is None:
            return bytes(self._buffer)
        if self._buffer:
            await asyncio.to_thread(self._flush)
        return self._path

    @property
    def etag(self) -> str:
        """The MD5 of what was taken, in hex: the vendor's ``etag``."""
        return self._digest.hexdigest()

    def check(self, limit: int) -> None:
        """Compare what was taken with another limit. Raises BadRequest."""
        if self.size > limit:
            raise BadRequest(f"File size too large. Maximum is {limit} bytes")

    def _account(self, data: bytes) -> None:
        self.size += len(data)
        self.check(self.limit)
        self.head += data[: max(0, HEAD - len(self.head))]
        self._digest.update(data)

    def _flush(self) -> None:
        try:
            if self._path is None:
                handle, name = tempfile.mkstemp(prefix="darkroom-upload-")
                os.close(handle)
                self._path = Path(name)
            with self._path.open("ab") as file:
                file.write(self._buffer)
        except OSError as error:
            raise TryLater("There is no room for uploads at the moment") from error
        self._buffer.clear()
