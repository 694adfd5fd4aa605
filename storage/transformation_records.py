"""Records of transformations: those that an account has given a name, or said something else of."""

from dataclasses import dataclass
from typing import Final

from storage import schemas
from storage.records import Deleted

#: Raised when a field changes its meaning.
SCHEMA: Final = 1

_NAMED: Final = "t_"


@dataclass(frozen=True, slots=True)
class TransformationRef:
    """A transformation as listings tell it: ``t_`` and its name, or itself where it has none."""

    cloud: str
    text: str

    @classmethod
    def of_name(cls, cloud: str, name: str) -> "TransformationRef":
        """Refer to a named transformation."""
        return cls(cloud, _NAMED + name)


@dataclass(frozen=True, slots=True)
class TransformationRecord:
    """What is kept of a transformation.

    ``definition`` is what its name stands for, as it was defined; empty where it has no name.
    ``allowed_for_strict``: unsigned URLs may use it where the account is strict. ``used``: some
    URL has. ``revision`` grows with every change.
    """

    cloud: str
    text: str
    definition: str
    allowed_for_strict: bool
    revision: int
    used: bool = False

    @property
    def ref(self) -> TransformationRef:
        """How it is referred to."""
        return TransformationRef(self.cloud, self.text)

    @property
    def named(self) -> bool:
        """Whether it is one with a name."""
        return bool(self.definition)


def pack(record: TransformationRecord | Deleted) -> bytes:
    """Give the bytes of a record."""
    return schemas.pack(SCHEMA, {**schemas.plain(record), "deleted": isinstance(record, Deleted)})


def unpack(data: bytes) -> TransformationRecord | Deleted:
    """Read a record. Raises UnknownSchema."""
    value = schemas.unpack(SCHEMA, data)
    if value.get("deleted"):
        return schemas.build(Deleted, value)
    return schemas.build(TransformationRecord, value)
