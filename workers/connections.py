"""Connections: how one worker process reaches Redis and storage."""

from typing import Self

from storage.batches import Batches
from storage.blocking import BackgroundLoop
from storage.board import JobBoard
from storage.notices import Notices
from storage.opening import open_store
from storage.redis_link import RedisLink
from storage.settings import StorageSettings
from workers.redis_client import connect


class Connections:
    """Redis for threads, and in the background loop Redis, the object store and what lies in them.

    Nothing is connected before it is used.
    """

    def __init__(self, storage: StorageSettings) -> None:
        self.redis = connect(storage.redis_url)
        self.loop = BackgroundLoop()
        self.store = open_store(storage)
        self._link = RedisLink(storage.redis_url, command_seconds=storage.redis_seconds)
        # A worker tells, and waits for nothing: its notices are never started.
        self.board = JobBoard(self._link, Notices(storage.redis_url))
        self.batches = Batches(self.store)

    def close(self) -> None:
        """Let go of them all."""
        self.loop.run(self.store.close())
        self.loop.run(self._link.close())
        self.loop.close()
        self.redis.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
