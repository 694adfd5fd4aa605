"""What a delivery URL delivers at the moment: one stored object, and its headers."""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from aiohttp import hdrs
from cachetools import LRUCache
from multidict import CIMultiDict

from gateway.answers import EVERYWHERE, PREFERENCE_APPLIED, REASON, header_safe
from gateway.attachments import disposition
from gateway.clients import OutputClass
from gateway.conditions import quoted
from gateway.freshness import NOT_FOUND, Freshness
from gateway.layers import NONE, Beside
from gateway.prepared import lines
from gateway.raw_files import RAW, is_shown
from gateway.urls import Asked
from planner.derivation import Derivation, derive
from planner.facts import Client
from storage import object_keys
from storage.records import AssetRecord

#: Targets held in memory; one takes a few kilobytes.
MEMORY_TARGETS: Final = 8192


@dataclass(frozen=True, slots=True)
class Target:
    """The object that answers a URL, whether it is stored yet or not.

    ``tag`` is its strong ETag, unquoted: what identifies the content. ``headers`` are those that
    do not come from the object, ``head`` the same as they go over the wire. ``derivation`` is None
    for an original.
    """

    key: str
    tag: str
    headers: CIMultiDict[str]
    head: bytes
    derivation: Derivation | None

    def applying(self, preferences: str) -> "Target":
        """Give the same with Preference-Applied, unless that is empty."""
        if not preferences:
            return self
        headers = self.headers.copy()
        headers[PREFERENCE_APPLIED] = preferences
        return replace(self, headers=headers, head=lines(headers))

    def instead(self, reason: str) -> "Target":
        """Give the same as it stands for what is missing: for as long as a 404 only."""
        headers = self.headers.copy()
        headers[REASON] = header_safe(reason)
        headers[hdrs.CACHE_CONTROL] = NOT_FOUND
        return replace(self, headers=headers, head=lines(headers))


class Targets:
    """Finds targets, and remembers those found.

    A target follows from the URL as written, what the names in it stand for, the records of its
    asset and of its layers, and what the client takes; nothing else has a say, so nothing needs
    forgetting.
    """

    def __init__(self, freshness: Freshness) -> None:
        self._freshness = freshness
        self._memory: LRUCache[tuple[str, str, int, str, str], Target] = LRUCache(MEMORY_TARGETS)

    def find(
        self, asked: Asked, record: AssetRecord, output: OutputClass, beside: Beside = NONE
    ) -> Target:
        """Give the target of a URL; beside: the records of its layers.

        Raises TransformationError, and what asking for a layer raises.
        """
        identity = (
            asked.identity,
            record.version_id,
            record.revision,
            output.label,
            beside.label if beside.records else "",
        )
        target = self._memory.get(identity)
        if target is None:
            target = self._target(asked, record, output.client, beside)
            self._memory[identity] = target
        return target

    def __len__(self) -> int:
        return len(self._memory)

    def _target(self, asked: Asked, record: AssetRecord, client: Client, beside: Beside) -> Target:
        derivation = derive(
            asked.transformation, asked.url.extension, record.facts(), client, beside.facts
        )
        place = (record.cloud, record.asset_id)
        if derivation.original:
            tag, key = record.version_id, object_keys.original(*place, record.version_id)
        else:
            tag = derivation.fingerprint
            key = object_keys.derived(*place, tag)
        headers = CIMultiDict(EVERYWHERE)
        headers[hdrs.ETAG] = quoted(tag)
        headers[hdrs.ACCEPT_RANGES] = "bytes"
        handing = derivation.handing
        fresh = self._freshness.for_good if handing.immutable else self._freshness.of
        headers[hdrs.CACHE_CONTROL] = fresh(asked.url.version, record.version)
        if handing.attachment is not None:
            name = handing.attachment or _own_name(record)
            headers[hdrs.CONTENT_DISPOSITION] = disposition(
                name + _ending(record, derivation.leaf.format)
            )
        elif record.asset_type == RAW and not is_shown(record.public_id):
            headers[hdrs.CONTENT_DISPOSITION] = disposition(PurePosixPath(record.public_id).name)
        if derivation.vary:
            headers[hdrs.VARY] = ", ".join(derivation.vary)
        if derivation.missing:
            headers[REASON] = header_safe(_without(derivation.missing))
        wanted = None if derivation.original else derivation
        return Target(key, tag, headers, lines(headers), wanted)


def _without(regions: tuple[str, ...]) -> str:
    """Say which regions an asset does not have, though something else is delivered for them."""
    named = ", ".join(f"region_!{name}!" for name in regions)
    return f"The asset has no {named}; what its gravity falls back to was taken instead"


def _ending(record: AssetRecord, delivered: str) -> str:
    """Give the extension of a file that is saved: a raw one's own, else of what is delivered."""
    if record.asset_type == RAW:
        return PurePosixPath(record.public_id).suffix
    return f".{delivered}"


def _own_name(record: AssetRecord) -> str:
    """Give the name of the file that was uploaded, or else the last part of its public ID."""
    name = record.original_filename or record.public_id
    return PurePosixPath(name).stem or record.asset_id
