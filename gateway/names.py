"""Names in URLs: what they stand for, from memory where it is at hand."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from cachetools import LRUCache, TTLCache

from gateway.known import MEMORY_SECONDS, Known
from gateway.urls import Asked, AskedByName
from gateway.uses import Uses
from planner.naming.references import unresolved
from storage.errors import NotFound
from storage.transformation_records import TransformationRecord, TransformationRef
from storage.transformations import HotTransformations, Transformations

#: Meanings of URLs held in memory, and absences.
MEMORY_MEANINGS: Final = 8192
MEMORY_ABSENCES: Final = 8192

#: Definitions by name; None for a name without one.
Found = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a URL asks for, and the definitions that it follows from."""

    asked: Asked
    definitions: Mapping[str, str | None]


class Names:
    """Looks up the names of transformations, and forgets what it is told has changed.

    That a name stands for nothing is remembered too, for as short: where dots may belong to one
    name or join several, each hit would ask storage. It never makes a 404, which is always read.
    """

    def __init__(
        self,
        cloud: str,
        copies: HotTransformations,
        transformations: Transformations,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cloud = cloud
        self._uses = Uses(transformations)
        self._known = Known(copies, transformations, lambda ref: ref.text, timer)
        self._meanings: LRUCache[tuple[str, str], _Meaning] = LRUCache(MEMORY_MEANINGS)
        self._absent: TTLCache[str, bool] = TTLCache(MEMORY_ABSENCES, MEMORY_SECONDS, timer)
        self._changes = 0

    def at_hand(self, asked: AskedByName) -> Asked | None:
        """Give what a URL asks for, if all that its names stand for is in memory."""
        meaning = self._meanings.get(asked.place)
        if meaning is None:
            return None
        for name, definition in meaning.definitions.items():
            ref = TransformationRef.of_name(self._cloud, name)
            if definition is None:
                if ref.text not in self._absent:
                    return None
            else:
                record = self._known.at_hand(ref.text)
                if record is None or record.definition != definition:
                    return None
        return meaning.asked

    async def meaning(self, asked: AskedByName) -> Asked:
        """Give what a URL asks for.

        Raises ReferenceNotFound for a name that stands for nothing, TransformationError for what
        is wrong once its names are written out, Unavailable.
        """
        definitions = await self._gathered(asked.components, self._near)
        known = self._meanings.get(asked.place)
        if known is not None and known.definitions == definitions:
            return known.asked
        meant = asked.meaning(definitions)
        self._note_used(definitions)
        self._meanings[asked.place] = _Meaning(meant, definitions)
        return meant

    async def definitions(self, components: Iterable[str]) -> Found:
        """Give the definitions of all names that components use, none older than a change.

        Raises TransformationError where there are too many names, Unavailable.
        """
        return await self._gathered(list(components), self._read)

    def forget(self, ref: TransformationRef) -> None:
        """Take note that a name stands for something else."""
        self._changes += 1
        self._absent.pop(ref.text, None)
        self._known.forget(ref)

    def forget_everything(self) -> None:
        """Take note that news may have been missed."""
        self._changes += 1
        self._absent.clear()
        self._known.forget_everything()

    async def close(self) -> None:
        """Let go of what goes on after answers."""
        await self._uses.close()

    def __len__(self) -> int:
        return len(self._known)

    async def _gathered(
        self,
        components: list[str],
        read: Callable[[TransformationRef], Awaitable[str | None]],
    ) -> Found:
        found: Found = {}
        while names := unresolved(components, found):
            refs = [TransformationRef.of_name(self._cloud, name) for name in names]
            found |= zip(names, await asyncio.gather(*map(read, refs)), strict=True)
        return found

    def _note_used(self, definitions: Found) -> None:
        for name in definitions:
            record = self._known.at_hand(TransformationRef.of_name(self._cloud, name).text)
            if record is not None:
                self._uses.note(record)

    async def _near(self, ref: TransformationRef) -> str | None:
        record = self._known.at_hand(ref.text)
        return await self._read(ref) if record is None else record.definition

    async def _read(self, ref: TransformationRef) -> str | None:
        changes = self._changes
        try:
            record: TransformationRecord = await self._known.read(ref)
        except NotFound:
            if changes == self._changes:
                self._absent[ref.text] = True
            return None
        return record.definition
