"""The other side of the queue: examines and renders with Pillow, as far as the API needs it."""

import asyncio
import base64
import io
import json
from contextlib import suppress

from PIL import Image, ImageSequence
from redis.asyncio import Redis
from redis.exceptions import RedisError

from gateway.context import GatewayContext
from planner import jobs
from planner.derivation import plan_leaf
from planner.facts import ContentFacts
from planner.jobs import Job, Leaf, NotifyJob, ProbeJob, RenderJob
from storage import object_keys, redis_keys
from storage.errors import AlreadyExists, NotFound
from storage.objects import IfAbsent
from storage.outcomes import Fact, Outcome

NAMES = {
    "JPEG": "jpg",
    "PNG": "png",
    "WEBP": "webp",
    "GIF": "gif",
    "AVIF": "avif",
    "JXL": "jxl",
}
KINDS = {name: kind for kind, name in NAMES.items()}


class UploadingWorker:
    """Takes jobs of all queues, does them while ``free`` is set, and notes them in ``done``.

    Leaves whose transformation holds ``refuse`` fail. ``tells`` is what its probes tell beyond what
    the oldest release did.
    """

    def __init__(self, context: GatewayContext, redis_url: str) -> None:
        self._context = context
        self._redis_url = redis_url
        self.free = asyncio.Event()
        self.free.set()
        self.stopped = False
        self.refuse = "w_666"
        self.tells: dict[str, Fact] = {}
        self.done: list[tuple[str, Job]] = []

    async def run(self) -> None:
        """Work until it is told to stop."""
        queues = [
            redis_keys.messages(queue) for queue in ("interactive", "ingest", "batch", "notify")
        ]
        async with Redis.from_url(self._redis_url, socket_timeout=None) as redis:
            while not self.stopped:
                try:
                    found = await redis.blpop(queues, timeout=0.1)
                except RedisError:
                    await asyncio.sleep(0.05)
                    continue
                if found is None:
                    continue
                queue, message_id = (_text(part) for part in found)
                queue = queue.removeprefix("dramatiq:")
                body = await redis.hget(redis_keys.message_bodies(queue), message_id)
                await redis.hdel(redis_keys.message_bodies(queue), message_id)
                job = jobs.unpack(base64.b64decode(json.loads(body or "")["args"][0]))
                await self.free.wait()
                self.done.append((queue, job))
                await self._context.board.finish(await self._outcome(job))

    async def _outcome(self, job: Job) -> Outcome:
        match job:
            case ProbeJob():
                return await self._probe(job)
            case RenderJob():
                return await self._render_all(job)
            case NotifyJob():
                return Outcome(job.job_id, ok=True)

    async def _probe(self, job: ProbeJob) -> Outcome:
        try:
            data = await self._original(job.cloud, job.asset_id, job.version_id)
            with Image.open(io.BytesIO(data)) as image:
                image.load()
                facts: dict[str, Fact] = {
                    "format": NAMES[image.format or ""],
                    "width": image.width,
                    "height": image.height,
                    "pages": sum(1 for _ in ImageSequence.Iterator(image)),
                    "has_alpha": "A" in image.getbands(),
                }
        except NotFound:
            return Outcome(job.job_id, ok=False, status=404, message="The original is gone")
        except (OSError, SyntaxError, KeyError):
            return Outcome(job.job_id, ok=False, status=400, message="Invalid image file")
        return Outcome(job.job_id, ok=True, facts=facts | self.tells)

    async def _render_all(self, job: RenderJob) -> Outcome:
        if any(self.refuse in leaf.transformation for leaf in job.leaves):
            return Outcome(job.job_id, ok=False, status=400, message="It cannot be drawn")
        for leaf in job.leaves:
            await self._render(job.asset, leaf)
        return Outcome(job.job_id, ok=True)

    async def _render(self, asset: ContentFacts, leaf: Leaf) -> None:
        plan = plan_leaf(leaf, asset)
        data = await self._original(asset.cloud, asset.asset_id, asset.version_id)
        with Image.open(io.BytesIO(data)) as image:
            drawn = image.convert("RGB").resize((plan.width, plan.height))
        encoded = io.BytesIO()
        drawn.save(encoded, KINDS[leaf.format])
        said = {"width": str(plan.width), "height": str(plan.height), "format": leaf.format}
        said["transformation"] = leaf.transformation
        key = object_keys.derived(asset.cloud, asset.asset_id, leaf.fingerprint)
        with suppress(AlreadyExists):
            await self._context.store.put(
                key,
                encoded.getvalue(),
                content_type=Image.MIME[KINDS[leaf.format]],
                metadata=said,
                condition=IfAbsent(),
            )

    async def _original(self, cloud: str, asset_id: str, version_id: str) -> bytes:
        reader = await self._context.store.get(object_keys.original(cloud, asset_id, version_id))
        return await reader.read()


def _text(part: bytes | str) -> str:
    return part.decode() if isinstance(part, bytes) else part
