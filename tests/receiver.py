"""A webhook receiver: a real HTTP server that keeps what was posted to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Posted:
    """One notification as it arrived."""

    body: bytes
    headers: dict[str, str]


@dataclass(slots=True)
class Receiver:
    """Where to post, and what was posted. ``refuse`` answers that many posts with 503 first."""

    url: str = ""
    posted: list[Posted] = field(default_factory=list)
    refuse: int = 0


@contextmanager
def receiver(port: int = 0) -> Iterator[Receiver]:
    """Listen on loopback while the test runs."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.posted.append(Posted(body, dict(self.headers)))
            status = 503 if len(state.posted) <= state.refuse else 200
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing: the test looks at what was posted."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    state.url = f"http://127.0.0.1:{server.server_address[1]}/notified"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
