from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.board import JobBoard
from storage.filesystem import FileObjectStore
from storage.notices import Notices
from storage.objects import ObjectStore
from storage.redis_link import RedisLink
from tests.servers import ValkeyServer


@pytest.fixture
async def link(valkey: ValkeyServer) -> AsyncIterator[RedisLink]:
    """A link to a Valkey with nothing in it."""
    opened = RedisLink(valkey.url, command_seconds=20)
    yield opened
    await opened.close()


@pytest.fixture
async def notices(valkey: ValkeyServer) -> AsyncIterator[Notices]:
    """Notices of the same Valkey, not yet begun."""
    made = Notices(valkey.url)
    yield made
    await made.close()


@pytest.fixture
def board(link: RedisLink, notices: Notices) -> JobBoard:
    return JobBoard(link, notices)


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return FileObjectStore(tmp_path / "objects")
