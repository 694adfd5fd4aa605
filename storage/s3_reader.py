"""Objects as obstore gives them, told in the terms of the object store contract."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from obstore import exceptions

from storage.errors import Unavailable
from storage.objects import ObjectInfo

#: Bytes of a piece of a streamed body, at least.
CHUNK_BYTES: Final = 256 * 1024


class S3Reader:
    """One object, or a part of it, on its way."""

    def __init__(self, key: str, answer: Any) -> None:
        self.info = object_info(key, answer.meta, answer.attributes)
        self.start: int
        self.end: int
        self.start, self.end = answer.range
        self._answer = answer

    async def read(self) -> bytes:
        """Give the whole part."""
        try:
            body: bytes = (await self._answer.bytes_async()).to_bytes()
        except exceptions.BaseError as error:
            raise unavailable(error) from error
        self._check(len(body))
        return body

    async def chunks(self) -> AsyncIterator[bytes]:
        """Give the part in pieces."""
        came = 0
        try:
            async for chunk in self._answer.stream(min_chunk_size=CHUNK_BYTES):
                came += len(chunk)
                yield bytes(chunk)
        except exceptions.BaseError as error:
            raise unavailable(error) from error
        self._check(came)

    def _check(self, came: int) -> None:
        if came != self.end - self.start:
            raise Unavailable(f"{self.info.key}: {came} bytes of {self.end - self.start} came")


def unavailable(error: Exception) -> Unavailable:
    """Tell why the store could not answer."""
    # What follows the first line is obstore's own debugging text.
    return Unavailable(str(error).partition("\n")[0])


def object_info(key: str, meta: Any, attributes: Mapping[str, str]) -> ObjectInfo:
    """Describe an object by what obstore knows of it."""
    metadata = {name: value for name, value in attributes.items() if name.islower()}
    return ObjectInfo(
        key,
        meta["size"],
        str(meta["e_tag"]),
        meta["last_modified"],
        attributes.get("Content-Type", ""),
        metadata,
    )
