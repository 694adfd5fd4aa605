from collections.abc import Iterator

import pytest

from tests.deployment import Deployment, deployed
from tests.servers import S3Server, ValkeyServer


@pytest.fixture(scope="session")
def deployment(
    tmp_path_factory: pytest.TempPathFactory, s3_server: S3Server
) -> Iterator[Deployment]:
    """One gateway and one worker over SeaweedFS and a Valkey of their own."""
    folder = tmp_path_factory.mktemp("deployment")
    server = ValkeyServer(folder)
    server.start()
    # What the tests serve may be fetched; nothing else that is not public.
    settings = {"DARKROOM_FETCH_NETWORKS": "127.0.0.0/8", "DARKROOM_FETCH_PORTS": "any"}
    with deployed(folder, server, s3=s3_server, settings=settings) as running:
        yield running
    server.stop()
