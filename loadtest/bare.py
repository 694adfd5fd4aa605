"""The peer of a hit: a bare aiohttp application that serves one body from memory.

``python -m loadtest.bare PORT BYTES``
"""

import sys

import uvloop
from aiohttp import web


def main() -> None:
    """Serve until killed."""
    port, size = int(sys.argv[1]), int(sys.argv[2])
    body = bytes(size)

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=body, content_type="image/jpeg")

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    web.run_app(
        app,
        host="127.0.0.1",
        port=port,
        print=None,
        access_log=None,
        loop=uvloop.new_event_loop(),
    )


if __name__ == "__main__":
    main()
