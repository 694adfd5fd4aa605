"""Job messages: what the gateway asks of the workers, and how it travels.

A render job carries the canonical transformation, not a plan: the render child plans it with the
same pure functions, so it can go on planning when a fact only becomes known while rendering.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import msgpack

from planner.errors import JobError
from planner.facts import ContentFacts
from planner.layers.assets import AssetName

#: Raised when a field changes its meaning; a worker refuses schemas it does not know.
SCHEMA: Final = 1


class Queue(StrEnum):
    """The queues, by who waits for them."""

    INTERACTIVE = "interactive"
    INGEST = "ingest"
    BATCH = "batch"
    SLOW = "slow"
    NOTIFY = "notify"


@dataclass(frozen=True, slots=True)
class LayerAsset:
    """An asset that a transformation names in a layer, and the stored version that it is now."""

    name: AssetName
    content: ContentFacts


@dataclass(frozen=True, slots=True)
class Leaf:
    """One derived asset to make: its identity, and all that decides its bytes.

    ``format`` is empty where only the picture tells it. ``layers`` are the assets of layers, each
    once.
    """

    fingerprint: str
    transformation: str
    format: str
    layers: tuple[LayerAsset, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderJob:
    """Derived assets of one stored version, to be made from one decode where that is possible.

    ``revisions`` are those of the declarations it was planned with, by name.
    ``batch_id`` names the eager batch that the leaves belong to, or is empty.
    """

    job_id: str
    asset: ContentFacts
    leaves: tuple[Leaf, ...]
    revisions: tuple[tuple[str, int], ...]
    batch_id: str = ""


@dataclass(frozen=True, slots=True)
class ProbeJob:
    """Validate an uploaded original and read its facts, before any record of it exists."""

    job_id: str
    cloud: str
    asset_id: str
    version_id: str


@dataclass(frozen=True, slots=True)
class NotifyJob:
    """Deliver the notification of a finished batch."""

    job_id: str
    cloud: str
    batch_id: str


Job = RenderJob | ProbeJob | NotifyJob

#: The Dramatiq actor that takes each message.
ACTORS: Final = MappingProxyType({RenderJob: "render", ProbeJob: "probe", NotifyJob: "notify"})


def pack(job: Job) -> bytes:
    """Give the bytes of a job message."""
    body = {field.name: getattr(job, field.name) for field in fields(job)}
    if isinstance(job, RenderJob):
        body["asset"] = _plain(job.asset)
        body["leaves"] = [plain_leaf(leaf) for leaf in job.leaves]
    packed: bytes = msgpack.packb({"schema": SCHEMA, "actor": ACTORS[type(job)], "body": body})
    return packed


def unpack(data: bytes) -> Job:
    """Read a job message.

    Raises JobError for bytes that are no message, or of a schema that this release does not read.
    """
    try:
        envelope = msgpack.unpackb(data)
        if envelope["schema"] != SCHEMA:
            raise JobError(f"job schema {envelope['schema']}; this release reads {SCHEMA}")
        kind = next(kind for kind, actor in ACTORS.items() if actor == envelope["actor"])
        body = envelope["body"]
        if kind is RenderJob:
            body["asset"] = _content(body["asset"])
            body["leaves"] = tuple(read_leaf(leaf) for leaf in body["leaves"])
            body["revisions"] = tuple((name, number) for name, number in body["revisions"])
        job: Job = kind(**body)
    except (ValueError, KeyError, TypeError, StopIteration, msgpack.UnpackException) as error:
        raise JobError("not a job message") from error
    return job


def plain_leaf(leaf: Leaf) -> dict[str, object]:
    """Give a leaf as plain data, as messages and records carry it."""
    layers = [[_plain(layer.name), _plain(layer.content)] for layer in leaf.layers]
    return _plain(leaf) | {"layers": layers}


def read_leaf(value: Mapping[str, Any]) -> Leaf:
    """Read a leaf from plain data. Raises KeyError, TypeError and ValueError for what is none."""
    layers = tuple(
        LayerAsset(AssetName(**name), _content(content))
        for name, content in value.get("layers", ())
    )
    return Leaf(**{**value, "layers": layers})


def _content(value: Mapping[str, Any]) -> ContentFacts:
    return ContentFacts(**{name: _frozen(fact) for name, fact in value.items()})


def _plain(value: ContentFacts | Leaf | AssetName) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _frozen(value: Any) -> Any:
    """Give a value with its lists, as which messages carry tuples, as tuples again."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return (
        {name: _frozen(item) for name, item in value.items()} if isinstance(value, dict) else value
    )
