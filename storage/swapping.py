"""Compare-and-swap: change an object by a function, however many do so at once."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from storage.errors import AlreadyExists, Conflict, NotFound, Unavailable
from storage.objects import IfAbsent, IfMatch, ObjectStore

#: Attempts at one change before giving up: with the rests between them, a dozen writers at one
#: object all get through.
ATTEMPTS: Final = 40
#: Seconds to rest after the first lost attempt and, doubling, at most; a random part of it.
REST_SECONDS: Final = (0.005, 0.25)
CONTENT_TYPE: Final = "application/msgpack"


@dataclass(frozen=True, slots=True)
class Swap:
    """What a change did: the bytes before and after, None for no object."""

    before: bytes | None
    after: bytes | None


async def swap(
    store: ObjectStore, key: str, mutate: Callable[[bytes | None], bytes | None]
) -> Swap:
    """Put what ``mutate`` makes of an object's bytes, where nobody has changed them meanwhile.

    ``mutate`` may be called several times. What it gives back unchanged, or as None, is not put.
    Raises what it raises; Unavailable when others are always faster.
    """
    for attempt in range(ATTEMPTS):
        before, condition = await _read(store, key)
        after = mutate(before)
        if after is None or after == before:
            return Swap(before, before)
        try:
            await store.put(key, after, content_type=CONTENT_TYPE, condition=condition)
        except (AlreadyExists, Conflict):
            least, most = REST_SECONDS
            rest = min(most, least * 2**attempt)
            await asyncio.sleep(rest * random.random())  # noqa: S311 - jitter
        else:
            return Swap(before, after)
    raise Unavailable(f"{key} is being changed by too many at once")


async def _read(store: ObjectStore, key: str) -> tuple[bytes | None, IfAbsent | IfMatch]:
    try:
        reader = await store.get(key)
    except NotFound:
        return None, IfAbsent()
    return await reader.read(), IfMatch(reader.info.etag)
