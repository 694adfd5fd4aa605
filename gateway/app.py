"""The application: delivery, API, health and metrics on one port."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from aiohttp import web

from gateway.api.routes import Api
from gateway.context import GatewayContext
from gateway.delivery import Delivery
from gateway.health import Health
from gateway.known_records import KnownRecords
from gateway.layers import Layers
from gateway.metrics import Meter
from gateway.names import Names
from gateway.remote.assets import RemoteAssets
from storage.hot_copies import on_changed
from storage.kinds import ASSETS, TRANSFORMATIONS

#: Bytes of a request beside the file that it uploads.
FORM_BYTES: Final = 1024 * 1024
#: Part of the time for draining after which nobody waits for a render any more.
HURRIED: Final = 0.25


def create_app(context: GatewayContext) -> web.Application:
    """Put the application together. It has no middleware: that would cost every hit.

    Whatever no other route takes is a delivery URL, with any character in it.
    """
    app = web.Application(client_max_size=context.settings.max_upload_bytes + FORM_BYTES)
    meter = Meter()
    records = KnownRecords(context.hot_records, context.catalog)
    on_changed(context.notices, ASSETS, records.forget)
    context.notices.on_resumed(records.forget_everything)
    names = Names(context.account.cloud, context.hot_transformations, context.transformations)
    on_changed(context.notices, TRANSFORMATIONS, names.forget)
    context.notices.on_resumed(names.forget_everything)
    health = Health(context)
    app.router.add_get("/health/live", health.live)
    app.router.add_get("/health/ready", health.ready)
    app.router.add_get("/metrics", meter.show)
    remote = RemoteAssets(context, records)
    layers = Layers(context.account.cloud, records, remote)
    api = Api(context, names, layers)
    app.add_routes(api.routes())
    delivery = Delivery(context, records, names, layers, remote=remote, meter=meter)
    # aiohttp looks for the longest prefix first: most requests are found without trying the API.
    for prefix in (f"/{context.account.cloud}", ""):
        app.router.add_route("*", prefix + r"/{path:[\s\S]*}", delivery.handle)

    async def serving(_app: web.Application) -> AsyncIterator[None]:
        context.notices.start()
        yield
        await api.close()
        await names.close()
        await remote.close()

    async def drain(_app: web.Application) -> None:
        patience = context.settings.drain_seconds * HURRIED
        asyncio.get_running_loop().call_later(patience, delivery.hurry)

    app.cleanup_ctx.append(serving)
    app.on_shutdown.append(drain)
    return app
