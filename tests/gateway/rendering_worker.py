"""The other side of the queue: takes render jobs as a worker does, and draws with Pillow."""

import asyncio
import base64
import io
import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

import pillow_jxl  # noqa: F401 - Pillow writes JPEG XL once it is imported
from PIL import Image
from redis.asyncio import Redis

from gateway.context import GatewayContext
from planner import jobs
from planner.baselining import continuation
from planner.derivation import plan_leaf
from planner.jobs import Leaf, RenderJob
from storage import object_keys, redis_keys
from storage.errors import AlreadyExists, NotFound
from storage.objects import IfAbsent
from storage.outcomes import Outcome

KINDS = {
    "jpg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "gif": "GIF",
    "avif": "AVIF",
    "jxl": "JXL",
}


@dataclass
class RenderingWorker:
    """Takes jobs of one queue, one after another, while ``hold`` is set.

    ``rendered`` counts renders by fingerprint. ``refusals`` are failures to report, by what the
    leaf's transformation contains.
    """

    context: GatewayContext
    redis_url: str
    queue: str = "interactive"
    rendered: Counter[str] = field(default_factory=Counter)
    refusals: dict[str, tuple[int, str]] = field(default_factory=dict)
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    taken: int = 0

    def __post_init__(self) -> None:
        self.hold.set()

    async def run(self) -> None:
        """Work until cancelled."""
        async with Redis.from_url(self.redis_url, socket_timeout=None) as redis:
            while True:
                await self.hold.wait()
                message_id = await redis.lpop(redis_keys.messages(self.queue))
                if not isinstance(message_id, bytes):
                    await asyncio.sleep(0.005)
                    continue
                body = await redis.hget(redis_keys.message_bodies(self.queue), message_id.decode())
                await redis.hdel(redis_keys.message_bodies(self.queue), message_id.decode())
                if body is None:
                    continue
                job = jobs.unpack(base64.b64decode(json.loads(body)["args"][0]))
                assert isinstance(job, RenderJob)
                self.taken += 1
                await self.context.board.finish(await self._outcome(job))

    async def jobs(self) -> int:
        """Jobs that were ever queued."""
        async with Redis.from_url(self.redis_url, socket_timeout=None) as redis:
            return self.taken + int(await redis.llen(redis_keys.messages(self.queue)))

    async def _outcome(self, job: RenderJob) -> Outcome:
        for part, (status, message) in self.refusals.items():
            if part in job.leaves[0].transformation:
                return Outcome(job.job_id, ok=False, status=status, message=message)
        try:
            for leaf in job.leaves:
                await self._render(job, leaf)
        except NotFound:
            return Outcome(job.job_id, ok=False, status=404, message="The original is gone")
        return Outcome(job.job_id, ok=True)

    async def _render(self, job: RenderJob, leaf: Leaf) -> None:
        asset, begun = job.asset, continuation(leaf, job.asset)
        made = object_keys.derived(asset.cloud, asset.asset_id, leaf.fingerprint)
        with suppress(NotFound):
            # Who looked just before it was stored, and asked just after, has it queued again.
            await self.context.store.head(made)
            return
        plan = plan_leaf(begun.rest, begun.content) if begun else plan_leaf(leaf, asset)
        source = object_keys.original(asset.cloud, asset.asset_id, asset.version_id)
        reader = await self.context.store.get(source)
        with Image.open(io.BytesIO(await reader.read())) as original:
            drawn = original.convert("RGB").resize((plan.width, plan.height))
        encoded = io.BytesIO()
        drawn.save(encoded, KINDS[leaf.format])
        self.rendered[leaf.fingerprint] += 1
        with suppress(AlreadyExists):
            await self.context.store.put(
                made,
                encoded.getvalue(),
                content_type=Image.MIME[KINDS[leaf.format]],
                metadata={"width": str(plan.width), "height": str(plan.height)},
                condition=IfAbsent(),
            )
