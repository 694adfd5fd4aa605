from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import ValkeyServer
from tests.workers.workshops import Desk, desk


@pytest.fixture
def front(valkey: ValkeyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk over the folder `tmp_path`; workshops beside it end quickly.

    None is taken for dead because the machine is slow: what it does would be begun once more.
    """
    monkeypatch.setattr("workers.pool.IDLE_MILLISECONDS", 100)
    monkeypatch.setattr("workers.broker.HEARTBEAT_TIMEOUT", 60_000)
    with desk(valkey, tmp_path) as opened:
        yield opened
