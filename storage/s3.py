"""Objects in S3, or in a server that speaks as S3 does.

obstore answers a hit with a fifth of the CPU time of boto3, off the event loop.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import obstore
from obstore import exceptions
from obstore.store import S3Store

from storage.errors import AlreadyExists, Conflict, NotFound, Unavailable
from storage.object_names import check_headers, check_key, check_prefix
from storage.objects import ByteRange, Condition, IfMatch, ObjectInfo, ObjectReader, Page
from storage.s3_reader import S3Reader, object_info, unavailable

#: Attempts at an if-absent put that neither made an object nor found one.
CREATE_ATTEMPTS: Final = 3

#: Retries of what may be repeated: server errors, refused connections and, of reads, time-outs.
_RETRIES: Final = {
    "max_retries": 4,
    "retry_timeout": timedelta(seconds=8),
    "backoff": {
        "init_backoff": timedelta(milliseconds=50),
        "max_backoff": timedelta(seconds=2),
        "base": 2,
    },
}
#: Time-outs of connecting, of a silence, of a whole request. Servers may keep conditional puts of
#: one key waiting for each other, SeaweedFS by a second for each.
_READ_TIMES: Final = {"connect_timeout": "1s", "read_timeout": "5s", "timeout": "2min"}
_WRITE_TIMES: Final = {"connect_timeout": "1s", "read_timeout": "30s", "timeout": "5min"}

#: How obstore tells that a conditional put lost; what is missing cannot match either.
_LOST: Final = (
    exceptions.AlreadyExistsError,
    exceptions.PreconditionError,
    exceptions.NotModifiedError,
    FileNotFoundError,
)

_Answer = dict[str, Any]


class S3ObjectStore:
    """The objects of one bucket. Its credentials must allow listing, or S3 hides what is absent."""

    def __init__(
        self,
        bucket: str,
        *,
        endpoint: str = "",
        region: str = "us-east-1",
        access_key_id: str = "",
        secret_access_key: str = "",
    ) -> None:
        """Without keys, those of the machine's role are asked for, as Amazon's hosts give them."""
        config: _Answer = {"region": region}
        if endpoint:
            config["endpoint"] = endpoint
        if access_key_id:
            config |= {"access_key_id": access_key_id, "secret_access_key": secret_access_key}
        plain: _Answer = {"allow_http": endpoint.startswith("http://")}
        self._reading, self._writing = (
            S3Store(
                bucket,
                config=config,  # type: ignore[arg-type]  # - obstore's TypedDict, of parts known only at run time
                client_options=plain | times,  # type: ignore[arg-type]  # - as config
                retry_config=_RETRIES,  # type: ignore[arg-type]  # - as config
            )
            for times in (_READ_TIMES, _WRITE_TIMES)
        )

    async def get(self, key: str, byte_range: ByteRange | None = None) -> ObjectReader:
        """Open an object, or part of it. Raises NotFound, RangeNotSatisfiable."""
        options: Any = None if byte_range is None else {"range": _range(byte_range)}
        try:
            answer = await obstore.get_async(self._reading, check_key(key), options=options)
        except FileNotFoundError as error:
            raise _absent(key, error) from error
        except exceptions.BaseError as error:
            if byte_range is not None:
                # An unsatisfiable range is told apart from other failures by the object's size.
                byte_range.within((await self.head(key)).size)
            raise unavailable(error) from error
        return S3Reader(key, answer)

    async def head(self, key: str) -> ObjectInfo:
        """Describe an object. Raises NotFound."""
        try:
            answer = await obstore.get_async(self._reading, check_key(key), options={"head": True})
        except FileNotFoundError as error:
            raise _absent(key, error) from error
        except exceptions.BaseError as error:
            raise unavailable(error) from error
        return object_info(key, answer.meta, answer.attributes)

    async def read(self, info: ObjectInfo) -> bytes:
        """Give the whole of an object that has been described. Raises NotFound, Conflict."""
        if not info.size:  # no range lies in an empty object
            return await (await self.get(info.key)).read()
        # A range is answered in one step, where `get` takes one for the head and one for the body.
        # One byte more than there should be tells whether there are more.
        try:
            part = await obstore.get_range_async(
                self._reading, check_key(info.key), start=0, length=info.size + 1
            )
        except FileNotFoundError as error:
            raise _absent(info.key, error) from error
        except exceptions.BaseError as error:
            if (await self.head(info.key)).size != info.size:
                raise Conflict(info.key) from error
            raise unavailable(error) from error
        body = part.to_bytes()
        if len(body) != info.size:
            raise Conflict(info.key)
        return body

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
        named = check_headers(content_type, metadata)
        attributes = {"Content-Type": content_type, **named}
        size = await _size(data)
        answer = await self._put(check_key(key), data, attributes, condition)
        etag = str(answer["e_tag"])
        return ObjectInfo(key, size, etag, datetime.now(UTC), content_type, named)

    async def list(self, prefix: str, *, after: str | None = None, limit: int = 1000) -> Page:
        """List keys that begin with a prefix, in order, beginning after ``after``."""
        # One more than is asked for tells whether there are more.
        listing = obstore.list(
            self._reading, check_prefix(prefix), offset=after, chunk_size=limit + 1
        )
        found: Sequence[Any] = ()
        try:
            async for chunk in listing:
                found = chunk
                break
        except exceptions.BaseError as error:
            raise unavailable(error) from error
        objects = tuple(object_info(entry["path"], entry, {}) for entry in found[:limit])
        return Page(objects, objects[-1].key if len(found) > limit else None)

    async def delete(self, key: str) -> None:
        """Remove an object; it is no error if there is none."""
        await self._delete([check_key(key)])

    async def delete_prefix(self, prefix: str) -> int:
        """Remove every object whose key begins with a prefix; tell how many."""
        removed, page = 0, await self.list(prefix)
        while page.objects:
            keys = [found.key for found in page.objects]
            await self._delete(keys)
            removed += len(keys)
            page = await self.list(prefix, after=keys[-1])
        return removed

    async def close(self) -> None:
        """Connections end with the process: obstore gives no way to end them sooner."""

    async def _put(
        self,
        key: str,
        data: bytes | Path,
        attributes: dict[str, str],
        condition: Condition | None,
    ) -> _Answer:
        mode: Any = "overwrite"
        if condition is not None:
            mode = {"e_tag": condition.etag} if isinstance(condition, IfMatch) else "create"
        for _ in range(CREATE_ATTEMPTS):
            try:
                answer: Any = await obstore.put_async(
                    self._writing, key, data, attributes=attributes, mode=mode
                )
            except (exceptions.BaseError, FileNotFoundError) as error:
                if condition is None or not isinstance(error, _LOST):
                    raise unavailable(error) from error
                if isinstance(condition, IfMatch):
                    raise Conflict(key) from error
                await self._check_absent(key)
            else:
                return dict(answer)
        raise Unavailable(f"{key} is neither there nor can it be created")

    async def _check_absent(self, key: str) -> None:
        """Raise AlreadyExists if an if-absent put was refused because the object is there.

        412, and 304 from old MinIO, say so; but 409, which looks the same here, says that another
        put was on its way, and that one may have come to nothing.
        """
        with suppress(NotFound):
            await self.head(key)
            raise AlreadyExists(key)

    async def _delete(self, keys: Sequence[str]) -> None:
        try:
            await obstore.delete_async(self._writing, keys)
        except FileNotFoundError:
            return
        except exceptions.BaseError as error:
            raise unavailable(error) from error


def _absent(key: str, error: FileNotFoundError) -> NotFound | Unavailable:
    # A missing bucket must not make every asset a 404.
    return unavailable(error) if "NoSuchBucket" in str(error) else NotFound(key)


def _range(byte_range: ByteRange) -> dict[str, int] | tuple[int, int]:
    if byte_range.suffix is not None:
        return {"suffix": byte_range.suffix}
    if byte_range.end is None:
        return {"offset": byte_range.start}
    return (byte_range.start, byte_range.end)


async def _size(data: bytes | Path) -> int:
    if isinstance(data, Path):
        return (await asyncio.to_thread(data.stat)).st_size
    return len(data)
