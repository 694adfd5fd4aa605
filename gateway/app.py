"""The application: delivery, API, health and metrics on one port."""

from aiohttp import web

from gateway.api.routes import routes as api_routes
from gateway.context import GatewayContext


def create_app(context: GatewayContext) -> web.Application:
    """Put the application together; API routes are tried before delivery's catch-all."""
    app = web.Application(client_max_size=context.settings.max_upload_bytes + 1024 * 1024)
    app.add_routes(api_routes(context))
    return app
