"""``POST /v1_1/<cloud>/<image or raw>/upload``: from a file to an asset that can be delivered."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

from aiohttp import web

from gateway.api.callers import Callers, check_image
from gateway.api.cleaning import Cleaning
from gateway.api.eager_work import EagerWork
from gateway.api.errors import AlreadyThere, Moved
from gateway.api.form import Form
from gateway.api.intake import Intake, new_identifier
from gateway.api.registration import Entered, Entry, Registration
from gateway.api.remote_file import RemoteFiles
from gateway.api.representation import Areas, upload_answer
from gateway.api.spool import Spool
from gateway.api.upload_order import UploadOrder, read_order
from gateway.context import GatewayContext
from gateway.delivery_urls import DeliveryUrls
from gateway.eager.wishes import EagerPlan, EagerWish
from gateway.errors import BadRequest, GatewayError, TryLater
from gateway.raw_files import RAW
from storage.records import AssetRecord, AssetRef

#: Beginnings of an upload whose asset is destroyed or made anew each time before it ends.
_ATTEMPTS: Final = 5
#: Headers of the vendor's chunked uploads.
_CHUNKED: Final = ("X-Unique-Upload-Id", "Content-Range")


class Uploads:
    """Takes uploads."""

    def __init__(
        self,
        context: GatewayContext,
        callers: Callers,
        registration: Registration,
        cleaning: Cleaning,
        eager: EagerWork,
    ) -> None:
        self._account = context.account
        self._host = context.settings.public_host
        self._callers = callers
        self._registration = registration
        self._cleaning = cleaning
        self._intake = Intake(context.store, context.board)
        self._remote = RemoteFiles(context.settings)
        self._eager = eager

    async def handle(self, request: web.Request) -> dict[str, object]:
        """Answer an upload."""
        check_image(request, frozenset({"auto", RAW}))
        if any(name in request.headers for name in _CHUNKED):
            raise BadRequest("Chunked upload is not supported yet")
        urls = DeliveryUrls(self._host or request.host, self._account.api_secret)
        async with self._callers.form(request) as form:
            raw = request.match_info["asset_type"] == RAW
            order = read_order(form.parameters, form.filename, raw=raw)
            wanted = await self._eager.wishes(order.eager)
            async with self._file(form) as file:
                return await self._upload(order, file, wanted, urls)

    async def taken(self, order: UploadOrder, file: Spool, urls: DeliveryUrls) -> dict[str, object]:
        """Take a file that was made here, and answer as for an upload."""
        return await self._upload(order, file, (), urls)

    async def close(self) -> None:
        """Let go of connections."""
        await self._remote.close()

    @asynccontextmanager
    async def _file(self, form: Form) -> AsyncIterator[Spool]:
        """Give the file of a call, fetched where it is elsewhere. Raises BadRequest."""
        if form.remote:
            async with self._remote.fetched(form.remote) as file:
                yield file
            return
        if form.file is None:
            raise BadRequest("Missing required parameter - file")
        if not form.file.size:
            raise BadRequest("Empty file")
        yield form.file

    async def _upload(
        self, order: UploadOrder, file: Spool, wanted: Sequence[EagerWish], urls: DeliveryUrls
    ) -> dict[str, object]:
        ref = AssetRef(self._account.cloud, order.asset_type, order.delivery_type, order.public_id)
        areas = Areas.said(order.sayings, faces=order.faces)
        before = await self._registration.find(ref) if order.chosen else None
        for _ in range(_ATTEMPTS):
            if before is not None and not order.overwrite:
                return upload_answer(before, urls, self._account, areas, existing=True)
            try:
                entered, plans = await self._register(ref, order, file, wanted, before)
            except Moved:
                before = await self._registration.find(ref)
            except AlreadyThere as there:
                before = there.record
            else:
                return upload_answer(
                    entered.record,
                    urls,
                    self._account,
                    areas,
                    overwritten=entered.replaced is not None,
                    eager=await self._eager.carried_out(order.eager, plans, entered.record, urls),
                )
        raise TryLater("The asset is being changed by others; try again later")

    async def _register(
        self,
        ref: AssetRef,
        order: UploadOrder,
        file: Spool,
        wanted: Sequence[EagerWish],
        before: AssetRecord | None,
    ) -> tuple[Entered, tuple[EagerPlan, ...]]:
        """Store, examine, plan and register, in this order; raw files are not examined.

        What is refused leaves no original behind. Where storage does not say whether the record
        was written, the original stays: a record may name it.
        """
        asset_id = new_identifier() if before is None else before.asset_id
        if ref.asset_type == RAW:
            read = await self._intake.keep(file, ref.cloud, asset_id, ref.public_id)
        else:
            read = await self._intake.take(file, ref.cloud, asset_id)
        facts = order.sayings.upon(replace(read, public_id=ref.public_id))
        async with self._intake.withdrawing(facts):
            plans = await self._eager.plans(wanted, facts)
            old = () if before is None else await self._cleaning.derived_keys(before)
        async with self._intake.withdrawing(facts, after=GatewayError):
            entered = await self._registration.enter(Entry(ref, order, file, facts, before))
        if entered.replaced is not None:
            self._cleaning.replaced(entered.replaced, old)
        return entered, plans
