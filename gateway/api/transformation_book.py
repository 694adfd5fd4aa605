"""What an account says of its transformations: names, and what is allowed where it is strict."""

from dataclasses import replace
from typing import Final

from gateway.api.errors import NameTaken
from gateway.errors import BadRequest, ResourceNotFound
from gateway.names import Names
from planner import transformation
from planner.errors import TransformationError
from planner.naming import checking
from planner.naming.expansion import NAMED_PREFIX, of_definition
from storage.errors import NotFound
from storage.transformation_records import TransformationRecord, TransformationRef
from storage.transformations import Listed, Transformations

#: Characters of a text that an answer repeats.
_SHOWN: Final = 80


class TransformationBook:
    """Reads and changes what is kept of transformations; every gateway is told of a change."""

    def __init__(self, cloud: str, transformations: Transformations, names: Names) -> None:
        self._cloud = cloud
        self._transformations = transformations
        self._names = names

    async def list(self, limit: int, after: str, *, named: bool) -> Listed:
        """List them; see `Transformations.list`. Raises Unavailable."""
        return await self._transformations.list(self._cloud, limit=limit, after=after, named=named)

    async def find(self, said: str) -> TransformationRecord:
        """Find what is kept of a transformation, by ``t_name``, its name, or as a text.

        Raises ResourceNotFound, Unavailable.
        """
        for ref in self._refs(said):
            try:
                return await self._transformations.read(ref)
            except NotFound:
                continue
        raise _unknown(said)

    async def define(self, name: str, definition: str, *, allowed: bool) -> None:
        """Give a transformation a name.

        Raises TransformationError for a name or a definition that cannot be, NameTaken,
        Unavailable.
        """
        checking.check_name(name)
        await self._check(name, definition)
        ref = TransformationRef.of_name(self._cloud, name)

        def mutate(known: TransformationRecord | None) -> TransformationRecord:
            if known is not None:
                raise NameTaken(f"Transformation {name} already exists")
            return TransformationRecord(ref.cloud, ref.text, definition, allowed, revision=0)

        await self._transformations.change(ref, mutate)

    async def update(self, said: str, definition: str | None, *, allowed: bool | None) -> None:
        """Give a name another definition, or say whether a transformation is allowed; or both.

        Raises ResourceNotFound for a name that there is not, TransformationError for what cannot
        be a definition, BadRequest for a definition of what has no name, Unavailable.
        """
        try:
            ref = (await self.find(said)).ref
        except ResourceNotFound:
            ref = self._as_text(said)
        if definition is not None:
            if not _is_name(ref.text):
                raise BadRequest("unsafe_update is for named transformations only")
            await self._check(ref.text.removeprefix(NAMED_PREFIX), definition)

        def mutate(known: TransformationRecord | None) -> TransformationRecord:
            if known is None:
                if _is_name(ref.text):
                    raise _unknown(said)
                known = TransformationRecord(ref.cloud, ref.text, "", False, revision=0)
            return replace(
                known,
                definition=known.definition if definition is None else definition,
                allowed_for_strict=known.allowed_for_strict if allowed is None else allowed,
            )

        await self._transformations.change(ref, mutate)

    async def delete(self, said: str) -> None:
        """Forget a transformation. Raises ResourceNotFound, Unavailable."""
        record = await self.find(said)
        await self._transformations.change(record.ref, lambda _: None)

    async def _check(self, name: str, definition: str) -> None:
        checking.check_definition(definition)
        used = await self._names.definitions(of_definition(definition))
        checking.check_circles(name, definition, used)

    def _refs(self, said: str) -> tuple[TransformationRef, ...]:
        """Give what a text may mean, the most likely first."""
        as_text = TransformationRef(self._cloud, said)
        return as_text, TransformationRef.of_name(self._cloud, said)

    def _as_text(self, said: str) -> TransformationRef:
        """Refer to a transformation that has no name. Raises ResourceNotFound for what is none."""
        try:
            written = transformation.parse("/".join(of_definition(said)))
        except TransformationError as error:
            raise _unknown(said) from error
        if _is_name(said) or not written.components:
            raise _unknown(said)
        return TransformationRef(self._cloud, said)


def _is_name(text: str) -> bool:
    if not text.startswith(NAMED_PREFIX):
        return False
    try:
        checking.check_name(text.removeprefix(NAMED_PREFIX))
    except TransformationError:
        return False
    return True


def _unknown(said: str) -> ResourceNotFound:
    return ResourceNotFound(f"Unknown transformation {said[:_SHOWN]}")
