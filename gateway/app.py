"""The application: delivery, API, health and metrics on one port."""

from collections.abc import AsyncIterator
from typing import Final

from aiohttp import web

from gateway.api.routes import Api
from gateway.context import GatewayContext
from gateway.delivery import Delivery
from gateway.health import Health
from gateway.known_records import KnownRecords
from gateway.metrics import Meter
from storage.hot_records import on_changed

#: Bytes of a request beside the file that it uploads.
FORM_BYTES: Final = 1024 * 1024


def create_app(context: GatewayContext) -> web.Application:
    """Put the application together. It has no middleware: that would cost every hit.

    Whatever no other route takes is a delivery URL, with any character in it.
    """
    app = web.Application(client_max_size=context.settings.max_upload_bytes + FORM_BYTES)
    meter = Meter()
    records = KnownRecords(context.hot_records, context.catalog)
    on_changed(context.notices, records.forget)
    context.notices.on_resumed(records.forget_everything)
    health = Health(context)
    app.router.add_get("/health/live", health.live)
    app.router.add_get("/health/ready", health.ready)
    app.router.add_get("/metrics", meter.show)
    api = Api(context)
    app.add_routes(api.routes())
    app.router.add_route("*", r"/{path:[\s\S]*}", Delivery(context, records, meter).handle)

    async def serving(_app: web.Application) -> AsyncIterator[None]:
        context.notices.start()
        yield
        await api.close()

    app.cleanup_ctx.append(serving)
    return app
