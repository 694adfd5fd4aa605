"""Uses: that a named transformation has been used at all, noted once for good."""

import asyncio
from dataclasses import replace
from typing import Final

import structlog

from storage.errors import StorageError
from storage.transformation_records import TransformationRecord, TransformationRef
from storage.transformations import Transformations

#: Seconds that a gateway which stops gives to notes under way.
_LAST_SECONDS: Final = 2.0

log = structlog.get_logger(__name__)


class Uses:
    """Notes first uses in the background. What cannot be noted is noted at the next use."""

    def __init__(self, transformations: Transformations) -> None:
        self._transformations = transformations
        self._noting: dict[TransformationRef, asyncio.Task[None]] = {}

    def note(self, record: TransformationRecord) -> None:
        """Note that a transformation is used, unless that is known."""
        ref = record.ref
        if not record.used and ref not in self._noting:
            self._noting[ref] = asyncio.create_task(self._note(ref), name="noting a use")

    async def close(self) -> None:
        """Wait a little until what is under way is over."""
        if not self._noting:
            return
        _, unfinished = await asyncio.wait(self._noting.values(), timeout=_LAST_SECONDS)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _note(self, ref: TransformationRef) -> None:
        try:
            await self._transformations.change(ref, _used)
        except StorageError:
            log.warning("a use was not noted", transformation=ref.text, exc_info=True)
        finally:
            del self._noting[ref]


def _used(known: TransformationRecord | None) -> TransformationRecord | None:
    return None if known is None else replace(known, used=True)
