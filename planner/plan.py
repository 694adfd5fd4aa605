"""The render plan: typed steps with their sizes resolved, and how the result is encoded."""

from dataclasses import dataclass
from enum import IntEnum

from planner.steps import Step


class CostClass(IntEnum):
    """How expensive a render is, in the order of the queues that take it."""

    CHEAP = 1
    HEAVY = 2
    SLOW = 3


@dataclass(frozen=True, slots=True)
class Output:
    """The encoding asked for.

    ``quality`` is 1 to 100 in the encoder's own scale, already chosen where the URL said auto.
    ``chroma`` is "420", "444", or empty for the encoder's default.
    ``animated`` keeps all frames of an animated source.
    """

    format: str
    quality: int
    chroma: str = ""
    animated: bool = False


@dataclass(frozen=True, slots=True)
class RenderPlan:
    """All that the executor needs to know, beside the source's bytes.

    ``width`` and ``height`` are those of the result, in pixels. Steps see the source after its
    EXIF orientation, unless ``ignore_orientation``.
    """

    steps: tuple[Step, ...]
    output: Output
    width: int
    height: int
    ignore_orientation: bool = False
