"""What a supervisor and its render child say to each other, and how it is written.

A message is one packet of msgpack: ``[name, fields]``. Bytes of pictures never travel in it: they
are in a descriptor that comes with Have.

    supervisor                        child
    Start                  ->
                           <-  Hello              once locked down
    RenderRequest          ->                     or ProbeRequest
                           <-  Need(source)       any number of times, of any kind
    Have + descriptor      ->                     or Missing
                           <-  Need(scratch)      room for the result
    Have + descriptor      ->
                           <-  Done               or Refused, or Failed
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final, get_args, get_origin, get_type_hints

import msgpack

from planner.facts import ContentFacts
from planner.jobs import Leaf
from workers.executor.limits import Limits

#: Bytes of the longest message: a transformation is the longest thing said.
MESSAGE_BYTES: Final = 64 * 1024

#: What a field of a result may hold: tuples hold numbers, or text.
Field = str | int | bool | float | tuple[str | int, ...]
Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Start:
    """How the child has to lock itself down before it loads anything.

    ``syscall_filter`` is a compiled seccomp program, empty where there is none, and
    ``filter_missing`` says why. ``readable`` are the paths that stay readable. ``data_bytes`` and
    ``file_bytes`` bound its private memory and the files that it writes.
    """

    syscall_filter: bytes
    filter_missing: str
    readable: tuple[str, ...]
    data_bytes: int
    file_bytes: int


@dataclass(frozen=True, slots=True)
class Hello:
    """The child is locked down and waits for jobs. ``missing``: protections that it lacks."""

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """Make one derived asset."""

    asset: ContentFacts
    leaf: Leaf
    limits: Limits


@dataclass(frozen=True, slots=True)
class ProbeRequest:
    """Say what an original is."""

    limits: Limits


class NeedKind(StrEnum):
    """What a child may ask for. Scratch is room to write a result into."""

    SOURCE = "source"
    LAYER = "layer"
    FONT = "font"
    MODEL = "model"
    SCRATCH = "scratch"


@dataclass(frozen=True, slots=True)
class Need:
    """The child asks for bytes named by ``key``, or for scratch of ``size`` bytes."""

    kind: NeedKind
    key: str = ""
    size: int = 0


def layer_key(content: ContentFacts) -> str:
    """Give the key by which a child asks for the stored version that a layer shows."""
    return f"{content.asset_id}/{content.version_id}"


@dataclass(frozen=True, slots=True)
class Have:
    """``size`` bytes are in the descriptor that comes with this message."""

    size: int


@dataclass(frozen=True, slots=True)
class Missing:
    """There is nothing under the key that was asked for."""


@dataclass(frozen=True, slots=True)
class Done:
    """The job is done; its bytes, if it has any, fill the scratch that was asked for."""

    fields: Fields


@dataclass(frozen=True, slots=True)
class Refused:
    """The job cannot be done, by the client's doing: `workers.errors.RenderRefused`."""

    status: int
    message: str


class FailureKind(StrEnum):
    """Why a child gave a job up."""

    DEADLINE = "deadline"
    MEMORY = "memory"
    UNFORESEEN = "unforeseen"


@dataclass(frozen=True, slots=True)
class Failed:
    """The job was given up, by nobody's decision; ``description`` is for the log."""

    kind: FailureKind
    description: str


Request = RenderRequest | ProbeRequest
Message = Start | Hello | Request | Need | Have | Missing | Done | Refused | Failed

_KINDS: Final = MappingProxyType({kind.__name__: kind for kind in get_args(Message)})


def pack(message: Message) -> bytes:
    """Give the packet of a message. Raises ValueError for one that is too long."""
    packet: bytes = msgpack.packb([type(message).__name__, _plain(message)])
    if len(packet) > MESSAGE_BYTES:
        raise ValueError(f"a message of {len(packet)} bytes; at most {MESSAGE_BYTES} may travel")
    return packet


def unpack(packet: bytes) -> Message:
    """Read a packet, trusting nothing in it. Raises ValueError for what is no message."""
    try:
        name, content = msgpack.unpackb(packet)
        message: Message = _typed(_KINDS[name], content)
    except (ValueError, KeyError, TypeError, msgpack.UnpackException) as error:
        raise ValueError("not a message") from error
    return message


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _typed(kind: Any, value: Any) -> Any:
    """Give a value of a kind, built of what msgpack has read. Raises ValueError."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        if type(value) is not dict or value.keys() != hints.keys():
            raise ValueError(f"not the fields of {kind}")
        return kind(**{name: _typed(hint, value[name]) for name, hint in hints.items()})
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], item) for item in _exactly(list, value))
    if kind == Fields:
        return {_exactly(str, key): _field(item) for key, item in _exactly(dict, value).items()}
    if issubclass(kind, StrEnum):
        return kind(_exactly(str, value))
    return _exactly(kind, value)


def _field(value: Any) -> Field:
    field: Field
    if type(value) is list:
        field = tuple(_one_of((str, int), item) for item in value)
    else:
        field = _one_of((str, int, bool, float), value)
    return field


def _one_of(kinds: tuple[type, ...], value: Any) -> Any:
    if type(value) not in kinds:
        raise ValueError(f"a field holds {type(value).__name__}")
    return value


def _exactly(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{type(value).__name__} instead of {kind.__name__}")
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
