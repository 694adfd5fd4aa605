"""Remote assets: files elsewhere that URLs name, as records near at hand."""

import asyncio
from typing import Final

import structlog
from cachetools import TTLCache

from gateway.context import GatewayContext
from gateway.errors import (
    BadRequest,
    FetchPending,
    GatewayError,
    Refused,
    ResourceNotFound,
    TryLater,
    Unauthorised,
)
from gateway.freshness import NOT_FOUND_SECONDS
from gateway.known_records import KnownRecords, name_of
from gateway.remote.errors import NotLoaded, Unfit, Unreachable, told
from gateway.remote.guard import Guard
from gateway.remote.intake import RemoteIntake
from gateway.remote.loading import Loader
from gateway.urls import FETCHED
from storage.errors import NotFound, StorageError
from storage.records import AssetRecord, AssetRef

#: Files fetched at a time by one gateway, and those that may wait for that.
AT_ONCE: Final = 8
WAITING: Final = 64
#: Failures that are remembered, each for as long as caches may keep a 404.
MEMORY_FAILURES: Final = 2048

log = structlog.get_logger(__name__)


class RemoteAssets:
    """Gives the records of remote files, and has them fetched where there are none."""

    def __init__(self, context: GatewayContext, records: KnownRecords) -> None:
        settings = context.settings
        self._cloud = context.account.cloud
        self._signed_only = settings.fetch_signed
        self._budget = settings.wait_budget
        self._records = records
        self._guard = Guard(settings)
        self._loader = Loader(settings, self._guard)
        self._intake = RemoteIntake(context, self._loader)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._flights: dict[str, asyncio.Task[AssetRecord]] = {}
        self._failures: TTLCache[str, Refused] = TTLCache(MEMORY_FAILURES, NOT_FOUND_SECONDS)

    async def read(self, url: str, *, signed: bool, patience: float | None = None) -> AssetRecord:
        """Give the record of a remote file; signed: whether a signed URL asks for it.

        patience: seconds to wait for a file that is not there, instead of the wait budget.

        What is there but not fresh is given as it is, while its server is asked about it. What is
        not there is waited for as a render is.
        Raises Unauthorised, ResourceNotFound for what does not come or must not be asked for,
        BadRequest for what is not taken, FetchPending, TryLater, Unavailable.
        """
        if self._signed_only and not signed:
            raise Unauthorised("Remote files need a signed URL")
        try:
            self._guard.check_url(url)
        except Unreachable as error:
            raise self._refusal(url, error) from error
        ref = AssetRef(self._cloud, "image", FETCHED, url)
        try:
            record = self._records.at_hand(name_of(ref)) or await self._records.read(ref)
        except NotFound:
            return await self._fetched(ref, patience)
        if not self._intake.is_fresh(record) and url not in self._failures:
            self._begin(ref)
        return record

    async def close(self) -> None:
        """Give up what is being fetched, and let go of connections."""
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)
        await self._intake.close()
        await self._loader.close()

    async def _fetched(self, ref: AssetRef, patience: float | None) -> AssetRecord:
        failure = self._failures.get(ref.public_id)
        if failure is not None:
            raise type(failure)(failure.reason, failure.status)
        flight = self._begin(ref)
        if flight is None:
            raise TryLater("Too many remote files are waiting to be fetched")
        budget = self._budget if patience is None else patience
        done, _ = await asyncio.wait({flight}, timeout=budget)
        if not done:
            raise FetchPending(f"{ref.public_id} is being fetched; try again later")
        if flight.cancelled():
            raise TryLater("The gateway is stopping")
        return flight.result()

    def _begin(self, ref: AssetRef) -> asyncio.Task[AssetRecord] | None:
        """Have a file fetched, unless it is already, or too many are; nobody has to wait for it."""
        flight = self._flights.get(ref.public_id)
        if flight is None and len(self._flights) < AT_ONCE + WAITING:
            flight = asyncio.create_task(self._fly(ref), name="fetching")
            self._flights[ref.public_id] = flight
            flight.add_done_callback(lambda ended: self._landed(ref.public_id, ended))
        return flight

    def _landed(self, url: str, flight: asyncio.Task[AssetRecord]) -> None:
        del self._flights[url]
        if not flight.cancelled():
            flight.exception()  # looked at: nobody may be waiting for it

    async def _fly(self, ref: AssetRef) -> AssetRecord:
        url = ref.public_id
        try:
            async with self._turns:
                record = await self._intake.take(ref)
        except (GatewayError, StorageError) as error:
            log.info("a remote file was not taken", url=url, reason=str(error))
            if isinstance(error, StorageError):
                raise
            refused = self._refusal(url, error)
            if not isinstance(refused, TryLater):
                self._failures[url] = refused
            raise refused from error
        self._records.forget(ref)
        return record

    def _refusal(self, url: str, error: GatewayError) -> Refused:
        """Say what clients may know: of what must not be asked, not even whether it is there."""
        match error:
            case Unfit():
                return BadRequest(told(url, error))
            case NotLoaded():
                return ResourceNotFound(told(url, error))
            case TryLater():
                return error
            case Refused(reason=reason, status=status):
                return BadRequest(f"Error in loading - {url}: {reason}", status)
            case _:
                return TryLater("The remote file could not be taken; try again later")
