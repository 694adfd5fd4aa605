"""Kinds of records: where each is kept and copied, and how its bytes are read.

What holds for all of them is written once: changes by compare-and-swap (`storage.ledgers`), hot
copies (`storage.hot_copies`), and that every process is told of a change.
"""

import hashlib
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import msgpack

from storage import object_keys, records, redis_keys, transformation_records
from storage.records import AssetRecord, AssetRef, Deleted
from storage.transformation_records import TransformationRecord, TransformationRef

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Ref = TypeVar("Ref", bound="DataclassInstance")
Record = TypeVar("Record", AssetRecord, TransformationRecord)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Ref, Record]):
    """One kind of records.

    ``object_key`` is its place in the object store, ``copy_key`` that of its copy in Redis by a
    digest; changes are announced on ``channel``. ``bury`` gives what a record of a revision leaves
    behind, ``revive`` one that is made in its place.
    """

    ref: type[Ref]
    record: type[Record]
    object_key: Callable[[Ref], str]
    copy_key: Callable[[str], str]
    channel: str
    pack: Callable[[Record | Deleted], bytes]
    unpack: Callable[[bytes], Record | Deleted]
    bury: Callable[[Record, int], Deleted]
    revive: Callable[[Record, Deleted], Record]

    def notice(self, ref: Ref) -> bytes:
        """Give the notice of a change."""
        packed: bytes = msgpack.packb(astuple(ref))
        return packed

    def read_notice(self, notice: bytes) -> Ref:
        """Tell what has changed."""
        return self.ref(*msgpack.unpackb(notice))

    def copy_of(self, ref: Ref) -> str:
        """Give the Redis key of the copy."""
        return self.copy_key(hashlib.sha256(self.notice(ref)).hexdigest())


ASSETS: Final = Kind(
    AssetRef,
    AssetRecord,
    object_keys.record,
    redis_keys.hot_record,
    redis_keys.CHANGED_CHANNEL,
    records.pack,
    records.unpack,
    records.buried,
    records.revived,
)

TRANSFORMATIONS: Final = Kind(
    TransformationRef,
    TransformationRecord,
    object_keys.transformation,
    redis_keys.hot_transformation,
    redis_keys.TRANSFORMED_CHANNEL,
    transformation_records.pack,
    transformation_records.unpack,
    lambda _, revision: Deleted(revision),
    lambda record, _: record,
)
