from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.settings import StorageSettings
from tests.gateway.darkroom import Gateway, gateway, over, working
from tests.gateway.rendering_worker import RenderingWorker
from tests.servers import ValkeyServer


@dataclass
class Darkroom:
    """A gateway and a worker, over a folder and a Valkey."""

    gateway: Gateway
    worker: RenderingWorker
    storage: StorageSettings


@pytest.fixture
async def darkroom(tmp_path: Path, valkey: ValkeyServer) -> AsyncIterator[Darkroom]:
    storage = over(tmp_path, valkey.url)
    async with (
        gateway(storage) as running,
        working(running.context, valkey.url) as worker,
    ):
        yield Darkroom(running, worker, storage)
