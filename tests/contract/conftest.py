import os
import uuid
from collections.abc import AsyncIterator

import pytest

from storage.environment import Environment
from storage.objects import ObjectStore
from storage.opening import open_store
from storage.settings import StorageSettings
from tests.servers import S3Server

KINDS = ["filesystem", "seaweedfs"]
if os.environ.get("DARKROOM_TEST_S3_ENDPOINT"):
    KINDS.append("endpoint")


@pytest.fixture(params=KINDS)
async def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[ObjectStore]:
    """Each object store there is, opened as a deployment would.

    DARKROOM_TEST_S3_ENDPOINT adds another, with DARKROOM_TEST_S3_BUCKET and the usual AWS keys.
    """
    if request.param == "filesystem":
        settings = StorageSettings(data=tmp_path_factory.mktemp("data"))
    elif request.param == "seaweedfs":
        server: S3Server = request.getfixturevalue("s3_server")
        settings = StorageSettings(
            store=f"s3://{server.bucket}",
            s3_endpoint=server.endpoint,
            s3_access_key_id=server.access_key,
            s3_secret_access_key=server.secret_key,
        )
    else:
        bucket = os.environ.get("DARKROOM_TEST_S3_BUCKET", "darkroom-test")
        place = {
            "DARKROOM_STORE": f"s3://{bucket}",
            "DARKROOM_S3_ENDPOINT": os.environ["DARKROOM_TEST_S3_ENDPOINT"],
        }
        settings = Environment({**os.environ, **place}).read(StorageSettings)
    opened = open_store(settings)
    yield opened
    await opened.close()


@pytest.fixture
def folder() -> str:
    """A prefix of the test's own, without its slash."""
    return f"contract/{uuid.uuid4().hex}"
