import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.servers import S3Server, ValkeyServer, seaweedfs

# Nothing is asserted of wall time: other work may share the machine.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A gate says the same of the same code each time; at a desk every run looks somewhere else.
settings.register_profile("gate", parent=settings.get_profile("untimed"), derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "untimed")


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """A SeaweedFS for the whole session; tests keep apart by key prefix."""
    with seaweedfs(tmp_path_factory.mktemp("seaweedfs")) as server:
        yield server


@pytest.fixture(scope="session")
def _session_valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValkeyServer]:
    server = ValkeyServer(tmp_path_factory.mktemp("valkey"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def valkey(_session_valkey: ValkeyServer) -> ValkeyServer:
    """A Valkey with nothing in it."""
    import redis  # noqa: PLC0415 - most tests need no Redis

    with redis.Redis.from_url(_session_valkey.url) as client:
        client.flushall()
    return _session_valkey


@pytest.fixture
def own_valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValkeyServer]:
    """A Valkey of the test's own, to stop and freeze."""
    server = ValkeyServer(tmp_path_factory.mktemp("own-valkey"))
    server.start()
    yield server
    server.stop()
