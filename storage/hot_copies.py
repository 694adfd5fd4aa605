"""Hot copies: records in Redis, for a minute, never older than what replaced them.

A copy begins with its revision in digits and a space. One without a record after it says that the
record of that revision is in storage only: it keeps late readers from putting back older ones.
"""

from collections.abc import Callable
from typing import Final, Generic

import structlog

from storage import redis_keys
from storage.errors import Unavailable, UnknownSchema
from storage.kinds import Kind, Record, Ref
from storage.notices import Notices
from storage.records import Deleted
from storage.redis_link import RedisLink
from storage.scripts import Script

REPLACE: Final = Script("""
-- Put a copy unless there is a newer one; when told so, announce it.
-- KEYS[1] darkroom:record:<hash>, darkroom:named:<hash>
--                                  string, set: revision, space, packed record or nothing
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


class HotCopies(Generic[Ref, Record]):
    """Copies of records of one kind.

    While Redis does not answer there are none, and nothing is raised.
    """

    def __init__(self, link: RedisLink, kind: Kind[Ref, Record]) -> None:
        self._link = link
        self._kind: Kind[Ref, Record] = kind

    async def read(self, ref: Ref) -> Record | None:
        """Give the copy of a record, if there is one."""
        key = self._kind.copy_of(ref)
        try:
            copy: bytes | None = await self._link.run(lambda redis: redis.get(key))
        except Unavailable:
            return None
        packed = (copy or b"").partition(b" ")[2]
        try:
            record = self._kind.unpack(packed) if packed else None
        except UnknownSchema:
            return None
        return None if isinstance(record, Deleted) else record

    async def keep(self, ref: Ref, record: Record) -> None:
        """Put a copy, unless there is one as new."""
        await self._replace(ref, record.revision, self._kind.pack(record), announced=False)

    async def supersede(self, ref: Ref, revision: int) -> None:
        """Drop every copy older than a revision, and tell all processes to do so."""
        await self._replace(ref, revision, b"", announced=True)

    async def _replace(self, ref: Ref, revision: int, packed: bytes, *, announced: bool) -> None:
        notice: tuple[str, str | bytes] = ("", "")
        if announced:
            notice = (self._kind.channel, self._kind.notice(ref))
        copy = b"%d %b" % (revision, packed)
        values = (revision, copy, redis_keys.RECORD_SECONDS, *notice)
        key = self._kind.copy_of(ref)
        try:
            await self._link.run(lambda redis: REPLACE.run(redis, [key], values))
        except Unavailable as error:
            if announced:
                # Redis itself drops the copy within a minute of its making.
                _log.warning("a change could not be announced", ref=ref, error=str(error))


def on_changed(notices: Notices, kind: Kind[Ref, Record], forget: Callable[[Ref], None]) -> None:
    """Have a function called with each record of a kind that is announced to have changed."""
    notices.on(kind.channel, lambda notice: forget(kind.read_notice(notice)))
