from collections.abc import Iterator

import pytest
import pytest_timeout
from hypothesis import HealthCheck, settings

from tests.servers import S3Server, ValkeyServer, seaweedfs

# Nothing is asserted of wall time: other work may share the machine.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The tests say the same of the same code each time; to explore is to look somewhere else each time.
untimed = settings.get_profile("untimed")
settings.register_profile("same", untimed, derandomize=True)
settings.register_profile("explore", untimed, max_examples=1000)
settings.load_profile("same")

#: What clearing away after a failure may take; it ends the process, not only the test.
CLEARING = pytest_timeout.Settings(
    timeout=120, method="thread", func_only=False, disable_debugger_detection=False
)


@pytest.hookimpl(trylast=True)
def pytest_exception_interact(node: pytest.Item | pytest.Collector) -> None:
    """Count the time again: behind a failure neither pytest-timeout nor faulthandler does."""
    if isinstance(node, pytest.Item):
        node.config.hook.pytest_timeout_set_timer(item=node, settings=CLEARING)


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
