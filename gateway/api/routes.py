"""The API's routes: which path and method leads to what."""

from collections.abc import Mapping
from typing import Final

from aiohttp import hdrs, web

from gateway.access import Access
from gateway.api.allowance import Allowance
from gateway.api.callers import Callers
from gateway.api.cleaning import Cleaning
from gateway.api.destroy import Destroys
from gateway.api.eager_work import EagerWork
from gateway.api.endpoint import Endpoints, Handler
from gateway.api.explain import Explanations
from gateway.api.explicit import Explicits
from gateway.api.registration import Registration
from gateway.api.resource import Resources
from gateway.api.texts import Texts
from gateway.api.transformation_book import TransformationBook
from gateway.api.transformations import TransformationCalls
from gateway.api.update import Updates
from gateway.api.upload import Uploads
from gateway.context import GatewayContext
from gateway.layers import Layers
from gateway.names import Names

PREFIX: Final = "/v1_1"


class Api:
    """The upload and admin API of one gateway."""

    def __init__(self, context: GatewayContext, names: Names, layers: Layers) -> None:
        self._cleaning = Cleaning(context.store)
        self._allowance = Allowance(context.clock)
        self._endpoints = Endpoints()
        account, settings = context.account, context.settings
        self._callers = Callers(Access(account, context.clock), settings.max_upload_bytes)
        registration = Registration(context.catalog, context.clock)
        eager = EagerWork(context, names, layers)
        self._uploads = Uploads(context, self._callers, registration, self._cleaning, eager)
        self._texts = Texts(context, self._callers, self._uploads, layers)
        self._explicits = Explicits(context, self._callers, registration, eager)
        self._updates = Updates(context, self._callers, registration)
        self._destroys = Destroys(account.cloud, self._callers, registration, self._cleaning)
        self._resources = Resources(context, self._callers, registration)
        book = TransformationBook(account.cloud, context.transformations, names)
        self._transformations = TransformationCalls(self._callers, book)
        self._explanations = Explanations(account.cloud, registration, names, layers)

    def routes(self) -> list[web.RouteDef]:
        """Give the routes; the last takes whatever else begins like the API's paths."""
        upload = f"{PREFIX}/{{cloud}}/{{asset_type}}"
        admin = f"{PREFIX}/{{cloud}}"
        return [
            self._admin(f"{admin}/ping", {hdrs.METH_GET: self._ping}),
            self._admin(f"{admin}/explain", {hdrs.METH_GET: self._explanations.handle}),
            self._admin(
                f"{admin}/resources/{{asset_type}}/{{type}}/{{public_id:.+}}",
                {
                    hdrs.METH_GET: self._resources.handle,
                    hdrs.METH_POST: self._updates.handle,
                },
            ),
            self._admin(f"{admin}/transformations", self._transformation_calls()),
            self._admin(
                f"{admin}/transformations/{{transformation:.+}}", self._transformation_calls()
            ),
            self._endpoints.route(f"{upload}/upload", {hdrs.METH_POST: self._uploads.handle}),
            self._endpoints.route(f"{upload}/text", {hdrs.METH_POST: self._texts.handle}),
            self._endpoints.route(f"{upload}/explicit", {hdrs.METH_POST: self._explicits.handle}),
            self._endpoints.route(f"{upload}/destroy", {hdrs.METH_POST: self._destroys.handle}),
            self._endpoints.unknown(f"{PREFIX}{{rest:(?:/[\\s\\S]*)?}}"),
        ]

    def _transformation_calls(self) -> Mapping[str, Handler]:
        return {
            hdrs.METH_GET: self._transformations.read,
            hdrs.METH_POST: self._transformations.create,
            hdrs.METH_PUT: self._transformations.update,
            hdrs.METH_DELETE: self._transformations.delete,
        }

    async def close(self) -> None:
        """Finish what goes on after answers."""
        await self._cleaning.close()
        await self._uploads.close()

    def _admin(self, path: str, handlers: Mapping[str, Handler]) -> web.RouteDef:
        counted = {method: self._counted(handler) for method, handler in handlers.items()}
        return self._endpoints.route(path, counted, self._allowance.headers)

    def _counted(self, handler: Handler) -> Handler:
        async def counted(request: web.Request) -> Mapping[str, object]:
            self._callers.check_admin(request)
            self._allowance.take()
            return await handler(request)

        return counted

    async def _ping(self, _request: web.Request) -> dict[str, object]:
        return {"status": "ok"}
