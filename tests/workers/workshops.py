"""Workshops with a child that a test makes up, and a desk that asks them for work.

Everything else is real: Valkey, a folder of objects, threads, messages.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import redis

from planner.derivation import derive
from planner.facts import AssetFacts, Client, ContentFacts
from planner.jobs import Job, Leaf, Queue, RenderJob
from planner.transformation import parse
from storage import object_keys
from storage.account import Account
from storage.board import JobBoard
from storage.errors import NotFound
from storage.notices import Notices
from storage.objects import ObjectInfo
from storage.outcomes import Outcome
from storage.redis_link import RedisLink
from storage.settings import StorageSettings
from tests.servers import ValkeyServer
from workers.child.protocol import Hello
from workers.child.results import ProbedOriginal, Rendered
from workers.connections import Connections
from workers.settings import WorkerSettings
from workers.workshop import Workshop

ASSET = ContentFacts(
    cloud="demo",
    asset_id="a" * 32,
    version_id="b" * 32,
    format="jpg",
    width=640,
    height=427,
)
ACCOUNT = Account()
Render = Callable[[Leaf], bytes]


def by_name(leaf: Leaf) -> bytes:
    """Render a leaf as its own name, so that a test can tell which is which."""
    return leaf.fingerprint.encode()


@dataclass
class FakeChild:
    """Renders by a function of the test's, in the worker's own thread."""

    act: Render
    closed: bool = False

    def start(self) -> Hello:
        return Hello(())

    def render(self, _asset: ContentFacts, leaf: Leaf, *_: object) -> Rendered:
        return Rendered(self.act(leaf), leaf.format, f"image/{leaf.format}", 100, 50)

    def probe(self, *_: object) -> ProbedOriginal:
        return ProbedOriginal(
            "jpg",
            640,
            427,
            1,
            has_alpha=False,
            dpi=72,
            illustration=0.25,
            trimmed=(0, 0, 640, 427),
            page_names=(),
        )

    def close(self) -> None:
        self.closed = True


def storage_settings(valkey: ValkeyServer, folder: Path) -> StorageSettings:
    return StorageSettings(data=folder, redis_url=valkey.url, redis_seconds=20)


@contextmanager
def workshop(
    valkey: ValkeyServer,
    folder: Path,
    act: Render = by_name,
    *,
    slots: int = 2,
    drain: float = 60,
    end_children: Callable[[], None] = lambda: None,
) -> Iterator[Workshop]:
    """Work, as one process does, until the end of the block."""
    settings = WorkerSettings(slots=slots, sweep_seconds=1, render_deadline=60)
    with Connections(storage_settings(valkey, folder)) as connections:
        made = Workshop(settings, ACCOUNT, connections, lambda: FakeChild(act), folder)
        made.start()
        try:
            yield made
        finally:
            made.drain(drain, end_children)


class Desk:
    """Stands where the gateway stands: puts originals and jobs, and looks at what came of them."""

    def __init__(self, valkey: ValkeyServer, folder: Path) -> None:
        with ExitStack() as stack:
            self.connections = stack.enter_context(Connections(storage_settings(valkey, folder)))
            self._stack = stack.pop_all()
        self._url = valkey.url
        self.redis = redis.Redis.from_url(valkey.url)

    def close(self) -> None:
        self.redis.close()
        self._stack.close()

    def store_original(self, data: bytes = b"an original", asset: ContentFacts = ASSET) -> None:
        key = object_keys.original(asset.cloud, asset.asset_id, asset.version_id)
        run = self.connections.loop.run
        run(self.connections.store.put(key, data, content_type="image/jpeg"))

    def submit(self, job: Job, queue: Queue = Queue.INTERACTIVE) -> bool:
        return self.connections.loop.run(self.connections.board.submit(job, queue))

    def ask(self, job: Job, queue: Queue = Queue.INTERACTIVE, seconds: float = 60) -> Outcome:
        """Submit a job and wait for its notice, as a gateway does."""
        outcome = self.connections.loop.run(self._ask(job, queue, seconds))
        assert outcome is not None, f"no word of job {job.job_id}"
        return outcome

    def outcome(self, job_id: str) -> Outcome | None:
        return self.connections.loop.run(self.connections.board.outcome(job_id))

    def stored(self, leaf: Leaf, asset: ContentFacts = ASSET) -> ObjectInfo | None:
        key = object_keys.derived(asset.cloud, asset.asset_id, leaf.fingerprint)
        try:
            return self.connections.loop.run(self.connections.store.head(key))
        except NotFound:
            return None

    def bytes_of(self, leaf: Leaf, asset: ContentFacts = ASSET) -> bytes:
        key = object_keys.derived(asset.cloud, asset.asset_id, leaf.fingerprint)

        async def read() -> bytes:
            return await (await self.connections.store.get(key)).read()

        return self.connections.loop.run(read())

    async def _ask(self, job: Job, queue: Queue, seconds: float) -> Outcome | None:
        link, notices = RedisLink(self._url, command_seconds=20), Notices(self._url)
        board = JobBoard(link, notices)
        try:
            async with board.waiter(job.job_id) as waiter:
                assert await notices.ready(60)
                await board.submit(job, queue)
                return await waiter.wait(seconds)
        finally:
            await notices.close()
            await link.close()


@contextmanager
def desk(valkey: ValkeyServer, folder: Path) -> Iterator[Desk]:
    """Open a desk over an original."""
    opened = Desk(valkey, folder)
    opened.store_original()
    try:
        yield opened
    finally:
        opened.close()


def render_job(*transformations: str, asset: ContentFacts = ASSET, batch_id: str = "") -> RenderJob:
    """A job for derived JPEGs; of one, the job is called as the gateway calls it."""
    known = AssetFacts.by_content(asset)
    derived = [derive(parse(text), "jpg", known, Client()) for text in transformations]
    return RenderJob(
        job_id=derived[0].fingerprint,
        asset=asset,
        leaves=tuple(each.leaf for each in derived),
        revisions=tuple(sorted({used for each in derived for used in each.revisions})),
        batch_id=batch_id,
    )


def renamed(job: RenderJob, job_id: str) -> RenderJob:
    """The same leaves, asked for in another job."""
    return replace(job, job_id=job_id)
