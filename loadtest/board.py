"""A job board and a store, used directly: benchmarks of workers need no gateway."""

import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from planner.derivation import Derivation, derive
from planner.facts import AssetFacts, Client, ContentFacts
from planner.jobs import Queue, RenderJob
from planner.transformation import parse
from storage import object_keys
from storage.board import JobBoard
from storage.notices import Notices
from storage.objects import ObjectStore
from storage.opening import open_store
from storage.redis_link import RedisLink
from storage.settings import StorageSettings
from tests.deployment import CLOUD


@dataclass(frozen=True, slots=True)
class Bench:
    """What a benchmark submits to and looks into."""

    board: JobBoard
    store: ObjectStore

    async def original(self, data: bytes, width: int, height: int) -> ContentFacts:
        """Store a JPEG as the original of a new asset."""
        facts = ContentFacts(
            CLOUD, secrets.token_hex(16), secrets.token_hex(16), "jpg", width, height
        )
        key = object_keys.original(CLOUD, facts.asset_id, facts.version_id)
        await self.store.put(key, data, content_type="image/jpeg")
        return facts

    async def render(self, facts: ContentFacts, transformation: str, seconds: float = 120) -> None:
        """Have a derived asset made, and wait for the notice of it."""
        derived = derive(parse(transformation), None, AssetFacts.by_content(facts), Client())
        job = render_job(facts, derived)
        async with self.board.waiter(job.job_id) as waiter:
            await self.board.submit(job, Queue.INTERACTIVE)
            outcome = await waiter.wait(seconds)
        if outcome is None or not outcome.ok:
            raise RuntimeError(f"not rendered: {outcome}")


def render_job(facts: ContentFacts, derived: Derivation) -> RenderJob:
    """Give the job that makes a derived asset."""
    return RenderJob(derived.fingerprint, facts, (derived.leaf,), derived.revisions)


@asynccontextmanager
async def bench(folder: Path, redis_url: str) -> AsyncIterator[Bench]:
    """Open the store and the Redis of a deployment in a folder."""
    async with AsyncExitStack() as stack:
        store = open_store(StorageSettings(data=folder))
        stack.push_async_callback(store.close)
        link = RedisLink(redis_url)
        stack.push_async_callback(link.close)
        notices = Notices(redis_url)
        stack.push_async_callback(notices.close)
        board = JobBoard(link, notices)
        notices.start()
        await notices.ready(5)
        yield Bench(board, store)
