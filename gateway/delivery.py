"""Delivery: from a URL to an answer.

A hit takes the shortest way: parsed URL, record, target and body are all in memory, and nothing
waits. Everything else is a step further out, taken only when the one before had no answer.
"""

from dataclasses import dataclass
from time import perf_counter
from typing import Final

import structlog
from aiohttp import hdrs, web

from gateway import answers, conditions
from gateway.authorisation import authorise, authorise_original
from gateway.bodies import Bodies
from gateway.clients import OutputClass, OutputClasses
from gateway.context import GatewayContext
from gateway.errors import (
    BadRequest,
    GatewayError,
    RenderPending,
    ResourceNotFound,
    Unauthorised,
)
from gateway.freshness import Freshness
from gateway.known_records import KnownRecords
from gateway.layers import Layers
from gateway.metrics import Answered, Meter
from gateway.misses import Misses
from gateway.names import Names
from gateway.preferences import patience
from gateway.refusals import answered_by, refusal_of
from gateway.remote.assets import RemoteAssets
from gateway.responses import Responses
from gateway.sending import Sender
from gateway.targets import Target, Targets
from gateway.urls import Asked, AskedByName, AskedUrls
from planner.derivation import Derivation
from planner.errors import PlannerError, TransformationError
from storage.errors import NotFound, StorageError
from storage.records import AssetRecord

Answer = tuple[Answered, web.StreamResponse]

_READING: Final = frozenset({hdrs.METH_GET, hdrs.METH_HEAD})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Visit:
    """A request that memory alone cannot answer, with all that is known of it.

    ``missing`` says what the asset is delivered in the place of, if it is.
    """

    request: web.Request
    request_id: str
    asked: Asked
    record: AssetRecord
    target: Target
    missing: str = ""


class Delivery:
    """Answers the delivery requests of one gateway."""

    def __init__(
        self,
        context: GatewayContext,
        records: KnownRecords,
        names: Names,
        layers: Layers,
        *,
        remote: RemoteAssets,
        meter: Meter,
    ) -> None:
        self._account = context.account
        self._records = records
        self._names = names
        self._layers = layers
        self._remote = remote
        self._meter = meter
        self._urls = AskedUrls(context.account.cloud)
        self._outputs = OutputClasses()
        self._targets = Targets(Freshness.from_settings(context.settings))
        self._bodies = Bodies(context.settings.body_cache_bytes)
        self._answers = Responses()
        self._sender = Sender(context.store, self._bodies, self._answers)
        self._misses = Misses(context.board, context.settings.wait_budget)
        self._next_id = answers.request_ids()
        for what, held in (
            ("urls", self._urls),
            ("records", records),
            ("names", names),
            ("targets", self._targets),
            ("bodies", self._bodies),
        ):
            meter.watch_entries(what, held.__len__)
        meter.watch_body_bytes(lambda: self._bodies.bytes)

    def hurry(self) -> None:
        """Answer those who wait for a render now: the gateway is about to stop."""
        self._misses.hurry()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request, whatever happens."""
        began = perf_counter()
        request_id = self._next_id()
        try:
            answered, response = await self._answer(request, request_id)
        except (GatewayError, PlannerError, StorageError) as error:
            answered, response = await self._otherwise(request, request_id, error)
        except Exception as error:
            log.exception("a delivery failed", request_id=request_id)
            answered, response = _refusal(error, request_id)
        self._meter.delivered(answered, perf_counter() - began)
        return response

    async def _answer(self, request: web.Request, request_id: str) -> Answer:
        if request.method not in _READING:
            return Answered.REFUSED, answers.other_method(request.method, request_id)
        asked = self._urls.read(request.raw_path)
        authorise(asked.url, self._account)
        if isinstance(asked, AskedByName):
            asked = self._names.at_hand(asked) or await self._names.meaning(asked)
        record = self._records.at_hand(asked.name)
        version = asked.url.version
        if record is None or asked.remote or (version is not None and version > record.version):
            record = await self._record(asked)
        output = self._outputs.of(request.headers, hinted=asked.hinted)
        if asked.layered:
            target = await self._layered(asked, record, output)
        else:
            target = self._targets.find(asked, record, output)
        if target.derivation is None:
            authorise_original(asked.url)
        return self._at_hand(request, target, request_id) or await self._further(
            _Visit(request, request_id, asked, record, target)
        )

    async def _otherwise(
        self,
        request: web.Request,
        request_id: str,
        error: GatewayError | PlannerError | StorageError,
    ) -> Answer:
        """Answer what could not be answered as it was read.

        Where the asset is missing, with the default image that the URL names; where nothing came
        of a component that may be a folder, with an asset in that folder.
        """
        try:
            if isinstance(error, ResourceNotFound):
                asked = await self._meant(self._urls.read(request.raw_path))
                default = await self._default(asked)
                if default is not None:
                    return await self._found(request, request_id, asked, default, error.reason)
            if isinstance(error, (ResourceNotFound, BadRequest, TransformationError)):
                found = await self._in_folder(request.raw_path)
                if found is not None:
                    return await self._found(request, request_id, *found)
        except (GatewayError, PlannerError, StorageError) as another:
            return _refusal(another, request_id)
        return _refusal(error, request_id)

    async def _meant(self, asked: Asked | AskedByName) -> Asked:
        """Give what is asked for once its names are looked up."""
        return asked if isinstance(asked, Asked) else await self._names.meaning(asked)

    async def _default(self, asked: Asked) -> AssetRecord | None:
        """Find the image that is delivered where the asset is missing."""
        if asked.default is None:
            return None
        try:
            return await self._records.read(asked.default)
        except NotFound:
            return None

    async def _in_folder(self, raw_path: str) -> tuple[Asked, AssetRecord] | None:
        """Find an asset in a folder that looks like a component.

        Of one that is not open to all nothing is told, not even that it is there.
        """
        for read in self._urls.otherwise(raw_path):
            try:
                authorise(read.url, self._account)
                asked = await self._meant(read)
                return asked, await self._record(asked)
            except (ResourceNotFound, TransformationError, Unauthorised):
                continue
        return None

    async def _found(
        self,
        request: web.Request,
        request_id: str,
        asked: Asked,
        record: AssetRecord,
        missing: str = "",
    ) -> Answer:
        """Answer with an asset; missing: the reason why it stands for the one that was asked."""
        output = self._outputs.of(request.headers, hinted=asked.hinted)
        target = await self._layered(asked, record, output)
        if missing:
            target = target.instead(missing)
        elif target.derivation is None:
            authorise_original(asked.url)
        return self._at_hand(request, target, request_id) or await self._further(
            _Visit(request, request_id, asked, record, target, missing)
        )

    async def _record(self, asked: Asked) -> AssetRecord:
        """Find the asset that a URL names. Raises ResourceNotFound, or what is wrong with the URL.

        What may be a slip in the transformation or a folder is a slip where no asset is in such a
        folder. A remote one is fetched where it is not there: see `RemoteAssets.read`.
        """
        if asked.remote:
            signed = asked.url.signature is not None
            return await self._remote.read(asked.ref.public_id, signed=signed)
        try:
            record = self._records.at_hand(asked.name) or await self._records.read(asked.ref)
            if asked.url.version is not None and asked.url.version > record.version:
                record = await self._records.read_newer(record.ref, record)
        except NotFound as error:
            if asked.url.doubt is not None:
                raise asked.url.doubt from error
            raise ResourceNotFound(f"Resource not found - {asked.ref.public_id}") from error
        return record

    async def _layered(self, asked: Asked, record: AssetRecord, output: OutputClass) -> Target:
        """Find the target of a URL, with the assets that its layers show, if it has any."""
        return await self._layers.read_for(
            asked.identity,
            lambda beside: self._targets.find(asked, record, output, beside),
            signed=asked.url.signature is not None,
        )

    def _at_hand(self, request: web.Request, target: Target, request_id: str) -> Answer | None:
        """Answer from what the client has, or from memory; None where neither holds it."""
        if conditions.known_already(request, target.tag):
            return Answered.NOT_MODIFIED, self._answers.not_modified(request, target, request_id)
        body = self._bodies.find(target.key)
        if body is None:
            return None
        return Answered.MEMORY, self._sender.remembered(request, target, body, request_id)

    async def _further(self, visit: _Visit) -> Answer:
        """Answer from the store, where need be after a render."""
        try:
            response = await self._sender.stored(visit.request, visit.target, visit.request_id)
        except NotFound:
            derivation = visit.target.derivation
            if derivation is not None:
                return Answered.RENDERED, await self._rendered(visit, derivation)
            response = await self._moved(visit)
        return Answered.STORE, response

    async def _moved(self, visit: _Visit) -> web.StreamResponse:
        """Answer for an original that is no longer there: it may have been replaced meanwhile."""
        newest = await self._records.read_newer(visit.record.ref, visit.record)
        output = self._outputs.of(visit.request.headers, hinted=visit.asked.hinted)
        target = await self._layered(visit.asked, newest, output)
        if visit.missing:
            target = target.instead(visit.missing)
        return await self._sender.stored(visit.request, target, visit.request_id)

    async def _rendered(self, visit: _Visit, derivation: Derivation) -> web.StreamResponse:
        """Have the derived asset made, and answer with it. Raises RenderPending."""
        wish = patience(visit.request.headers.getall("Prefer", ()))
        await self._misses.render(visit.record.facts(), derivation, wish)
        target = visit.target.applying(wish.applied)
        try:
            return await self._sender.stored(visit.request, target, visit.request_id)
        except NotFound as error:
            raise RenderPending(
                derivation.fingerprint, derivation.canonical, wish.applied
            ) from error


def _refusal(error: Exception, request_id: str) -> Answer:
    refused = refusal_of(error)
    return answered_by(refused), answers.refusal(refused, request_id)
