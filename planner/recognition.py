"""Recognition: whether a segment of a path is a component of a transformation.

A path does not say where its transformation ends and the public ID begins, so each segment is
judged by itself. `planner.url` walks the segments; what a doubtful one is, only a look into the
catalog can tell.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from planner.errors import TransformationError
from planner.language.component import Component, parts, read_component, split_parameter
from planner.language.registry import named
from planner.language.unsupported import unsupported


class Recognition(Enum):
    """What a segment is."""

    #: A component that can be carried out.
    COMPONENT = auto()
    #: Meant as a component, but wrong or not supported.
    MALFORMED = auto()
    #: One known key with a value that does not fit: a slip, or a folder such as ``c_photos``.
    DOUBTFUL = auto()
    #: Nothing of a transformation.
    OTHER = auto()


#: Keys that almost any text can follow, so that a folder's name easily begins with one.
_FOLDERLIKE: Final = frozenset({"bl", "d", "l", "p", "t", "u"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a segment is, with the component it makes or what is wrong with it."""

    recognition: Recognition
    component: Component | None = None
    error: TransformationError | None = None


def classify(segment: str) -> Recognised:
    """Say what a path segment is, as percent-encoded as it stands in the path.

    ``component`` is there for COMPONENT, ``error`` for MALFORMED and DOUBTFUL. Takes time linear
    in the segment's length.
    """
    try:
        return Recognised(Recognition.COMPONENT, component=read_component(segment))
    except TransformationError as error:
        return judged(segment, error)


def judged(segment: str, error: TransformationError) -> Recognised:
    """Say what a path segment is that cannot be read as a component; error says why not."""
    if not any(_known(part) for part in parts(segment)):
        return Recognised(Recognition.OTHER)
    single = "," not in segment
    return Recognised(Recognition.DOUBTFUL if single else Recognition.MALFORMED, error=error)


def may_be_folder(component: str) -> bool:
    """Whether a component, though it can be carried out, may be a folder such as ``t_shirts``."""
    return "," not in component and component.partition("_")[0] in _FOLDERLIKE


def _known(part: str) -> bool:
    key, underscore, _ = split_parameter(part)
    return bool(underscore) and (key in named() or unsupported(key))
