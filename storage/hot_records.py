"""Hot records: copies of asset records in Redis, for a minute, never older than what replaced them.

A copy begins with its revision in digits and a space. One without a record after it says that the
record of that revision is in storage only: it keeps late readers from putting back older ones.
"""

import hashlib
from collections.abc import Callable
from typing import Final

import msgpack
import structlog

from storage import records, redis_keys
from storage.errors import Unavailable, UnknownSchema
from storage.notices import Notices
from storage.records import AssetRecord, AssetRef
from storage.redis_link import RedisLink
from storage.scripts import Script

REPLACE: Final = Script("""
-- Put a copy unless there is a newer one; when told so, announce it.
-- KEYS[1] darkroom:record:<hash>   string, set: revision, space, packed record or nothing
-- ARGV    revision, copy, seconds to keep it, channel and notice (or two empty strings)
local there = redis.call("get", KEYS[1])
local revision = there and tonumber(string.match(there, "^%d+")) or -1
if tonumber(ARGV[1]) >= revision then
    redis.call("set", KEYS[1], ARGV[2], "ex", ARGV[3])
end
if ARGV[4] ~= "" then
    redis.call("publish", ARGV[4], ARGV[5])
end
""")

_log = structlog.get_logger(__name__)


class HotRecords:
    """Copies of records. While Redis does not answer there are none, and nothing is raised."""

    def __init__(self, link: RedisLink) -> None:
        self._link = link

    async def read(self, ref: AssetRef) -> AssetRecord | None:
        """Give the copy of a record, if there is one."""
        try:
            copy: bytes | None = await self._link.run(lambda redis: redis.get(_key(ref)))
        except Unavailable:
            return None
        packed = (copy or b"").partition(b" ")[2]
        try:
            record = records.unpack(packed) if packed else None
        except UnknownSchema:
            return None
        return record if isinstance(record, AssetRecord) else None

    async def keep(self, record: AssetRecord) -> None:
        """Put a copy, unless there is one as new."""
        await self._replace(record.ref, record.revision, records.pack(record), announced=False)

    async def supersede(self, ref: AssetRef, revision: int) -> None:
        """Drop every copy older than a revision, and tell all processes to do so."""
        await self._replace(ref, revision, b"", announced=True)

    async def _replace(
        self, ref: AssetRef, revision: int, packed: bytes, *, announced: bool
    ) -> None:
        notice = (redis_keys.CHANGED_CHANNEL, pack_ref(ref)) if announced else ("", "")
        copy = b"%d %b" % (revision, packed)
        values = (revision, copy, redis_keys.RECORD_SECONDS, *notice)
        try:
            await self._link.run(lambda redis: REPLACE.run(redis, [_key(ref)], values))
        except Unavailable as error:
            if announced:
                # Redis itself drops the copy within a minute of its making.
                _log.warning("a change could not be announced", ref=ref, error=str(error))


def on_changed(notices: Notices, forget: Callable[[AssetRef], None]) -> None:
    """Have a function called with each record that is announced to have changed."""
    notices.on(
        redis_keys.CHANGED_CHANNEL, lambda notice: forget(AssetRef(*msgpack.unpackb(notice)))
    )


def pack_ref(ref: AssetRef) -> bytes:
    """Give the notice of a change."""
    packed: bytes = msgpack.packb((ref.cloud, ref.asset_type, ref.delivery_type, ref.public_id))
    return packed


def _key(ref: AssetRef) -> str:
    return redis_keys.hot_record(hashlib.sha256(pack_ref(ref)).hexdigest())
