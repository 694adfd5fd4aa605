"""``/v1_1/<cloud>/transformations``: named transformations, listed, shown, made and changed."""

from typing import Final

from aiohttp import web

from gateway.api import listing, parameters
from gateway.api.callers import Callers
from gateway.api.transformation_book import TransformationBook
from gateway.api.transformation_info import info
from gateway.errors import BadRequest
from storage.transformation_records import TransformationRecord

_LISTED: Final = frozenset({"named", "max_results", "next_cursor"})
_SHOWN: Final = frozenset({"max_results", "next_cursor"})
_CREATED: Final = frozenset({"name", "transformation", "allowed_for_strict"})
_UPDATED: Final = frozenset({"transformation", "allowed_for_strict", "unsafe_update"})
_DELETED: Final = frozenset({"transformation"})


class TransformationCalls:
    """Answers the calls. A transformation is named in the path, or among the parameters."""

    def __init__(self, callers: Callers, book: TransformationBook) -> None:
        self._callers = callers
        self._book = book

    async def read(self, request: web.Request) -> dict[str, object]:
        """List transformations, or show the one that is named."""
        if "transformation" in request.match_info or "transformation" in request.query:
            return await self._show(request)
        said = listing.read_query(request, _LISTED)
        if "named" in said and not parameters.flag(said, "named"):
            raise BadRequest("named false is not supported yet: only what is kept can be listed")
        listed = await self._book.list(
            listing.limit(said), listing.cursor(said, "next_cursor"), named="named" in said
        )
        answer: dict[str, object] = {
            "transformations": [_entry(record) for record in listed.records]
        }
        return answer | {"next_cursor": listed.next} if listed.next else answer

    async def create(self, request: web.Request) -> dict[str, object]:
        """Give a transformation a name."""
        said, named = await self._said(request, _CREATED, "name")
        definition = _required(said, "transformation")
        allowed = parameters.flag(said, "allowed_for_strict", default=True)
        await self._book.define(named, definition, allowed=allowed)
        return {"message": "created"}

    async def update(self, request: web.Request) -> dict[str, object]:
        """Change what a name stands for, or whether a transformation is allowed."""
        said, named = await self._said(request, _UPDATED, "transformation")
        if not said.keys() & {"allowed_for_strict", "unsafe_update"}:
            raise BadRequest("Missing required parameter - allowed_for_strict or unsafe_update")
        definition = allowed = None
        if "unsafe_update" in said:
            definition = parameters.text(said, "unsafe_update")
        if "allowed_for_strict" in said:
            allowed = parameters.flag(said, "allowed_for_strict")
        await self._book.update(named, definition, allowed=allowed)
        return {"message": "updated"}

    async def delete(self, request: web.Request) -> dict[str, object]:
        """Take a name away: what uses it is a 404 from then on."""
        _, named = await self._said(request, _DELETED, "transformation")
        await self._book.delete(named)
        return {"message": "deleted"}

    async def _show(self, request: web.Request) -> dict[str, object]:
        said = listing.read_query(request, _SHOWN | {"transformation"})
        listing.limit(said)
        listing.cursor(said, "next_cursor")
        record = await self._book.find(_named(request, said, "transformation"))
        shown = info(record.definition or record.text)
        return {**_entry(record), "info": shown, "derived": []}

    async def _said(
        self, request: web.Request, known: frozenset[str], name: str
    ) -> tuple[parameters.Parameters, str]:
        """Read a call's parameters, and which transformation it is about."""
        if request.query:
            said: parameters.Parameters = listing.read_query(request, known)
        else:
            async with self._callers.form(request) as form:
                if form.has_file:
                    raise BadRequest("Unknown parameter file")
                said = form.parameters
            parameters.check_known(said, known)
        return said, _named(request, said, name)


def _named(request: web.Request, said: parameters.Parameters, name: str) -> str:
    in_path = request.match_info.get("transformation")
    if in_path is None:
        return _required(said, name)
    if name in said:
        raise BadRequest(f"{name} is in the path already")
    return in_path


def _required(said: parameters.Parameters, name: str) -> str:
    written = parameters.text(said, name)
    if not written:
        raise BadRequest(f"Missing required parameter - {name}")
    return written


def _entry(record: TransformationRecord) -> dict[str, object]:
    return {
        "name": record.text,
        "allowed_for_strict": record.allowed_for_strict,
        "used": record.used,
        "named": record.named,
    }
