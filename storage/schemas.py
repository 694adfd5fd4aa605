"""How values become bytes and come back: msgpack of a schema number and named fields.

Unknown fields of the same schema are dropped on reading and missing ones take their defaults, so
that releases can overlap. A schema number rises when a field changes its meaning.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import msgpack

from storage.errors import UnknownSchema

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def pack(schema: int, value: Mapping[str, Any]) -> bytes:
    """Give the bytes of named fields."""
    packed: bytes = msgpack.packb({"schema": schema, **value})
    return packed


def unpack(schema: int, data: bytes) -> dict[str, Any]:
    """Read named fields; lists come back as tuples.

    Raises UnknownSchema for another schema, or for bytes that are no record at all.
    """
    try:
        value: dict[str, Any] = msgpack.unpackb(data, use_list=False)
        found = value.pop("schema")
    except (ValueError, TypeError, KeyError, AttributeError, msgpack.UnpackException) as error:
        raise UnknownSchema("not a record") from error
    if found != schema:
        raise UnknownSchema(f"a record of schema {found}; this release reads {schema}")
    return value


def plain(value: "DataclassInstance") -> dict[str, Any]:
    """Give the fields of a dataclass by name; what they hold is left as it is."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def build(kind: type[T], value: Mapping[str, Any]) -> T:
    """Make a dataclass of the fields that it has. Raises UnknownSchema if one is wanting."""
    known = {field.name for field in fields(kind)}
    try:
        return kind(**{name: value[name] for name in value if name in known})
    except TypeError as error:
        raise UnknownSchema(f"not a {kind.__name__}") from error
