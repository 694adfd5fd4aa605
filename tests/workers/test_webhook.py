"""Single deliveries to receivers that misbehave."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.receiver import receiver
from tests.servers import free_port
from tests.workers.workshops import ACCOUNT
from workers import webhook
from workers.errors import DeliveryFailed


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A server that sends everybody to another place, which would take it."""
    with receiver() as taking:

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.send_response(307)
                self.send_header("Location", taking.url)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        server.server_close()
        thread.join()
        assert taking.posted == []


async def test_a_redirect_is_not_followed(elsewhere: str) -> None:
    with pytest.raises(DeliveryFailed, match="307"):
        await webhook.deliver(elsewhere, b"{}", 1, ACCOUNT)


async def test_a_receiver_that_is_not_there_is_a_failed_delivery() -> None:
    with pytest.raises(DeliveryFailed, match="cannot be reached"):
        await webhook.deliver(f"http://127.0.0.1:{free_port()}/", b"{}", 1, ACCOUNT)


async def test_a_url_that_is_none_is_a_failed_delivery() -> None:
    with pytest.raises(DeliveryFailed):
        await webhook.deliver("nowhere at all", b"{}", 1, ACCOUNT)


async def test_a_receiver_that_never_answers_is_waited_for_in_vain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(webhook, "ANSWER_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(DeliveryFailed, match="TimeoutError"):
            await webhook.deliver(url, b"{}", 1, ACCOUNT)
