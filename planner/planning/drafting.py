"""Drafting: from a scene to the steps that lead to it, and what is left where it is late."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Protocol

from planner.geometry.values import Size
from planner.language.tree import Node
from planner.planning.merging import merged
from planner.planning.postponing import postpones_delivery
from planner.planning.scene import Scene
from planner.steps import Draft, Step

if TYPE_CHECKING:
    from planner.plan import Output


@dataclass(frozen=True, slots=True)
class Drawing:
    """The scene that nodes lead to, and those nodes with what is known of it decided."""

    scene: Scene
    nodes: tuple[Node, ...]


class Artist(Protocol):
    """What draws nodes of one asset."""

    def drawing(self, nodes: Iterable[Node], scene: Scene) -> Drawing:
        """Draw nodes, from the scene before them. Raises TransformationError."""
        ...


@dataclass(frozen=True, slots=True)
class Ending:
    """The last scene, with what is done at the very end; how it is encoded, if that is news."""

    scene: Scene
    output: "Output | None" = None


#: Gives the ending of a scene, from the nodes that led to it.
Finish = Callable[[Scene, tuple[Node, ...]], Ending]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the size that a scene's steps lead to.

    ``finish`` does what is done at the very end. By whom it is drawn makes no difference: all that
    it was told of the asset has been written into the rest. ``nodes`` are those that led
    here, with nothing in them to decide: the finish is told of them.
    """

    scene: Scene
    artist: Artist = field(compare=False)
    finish: Finish | None = None
    nodes: tuple[Node, ...] = ()

    def resumed(self, width: int, height: int, decided: Sequence[tuple[Step, ...]]) -> Draft:
        """Go on planning for a picture of this size, in pixels.

        decided: what each step has come to that the picture has decided. Raises
        TransformationError, and ValueError where that is not told of each.
        """
        size = Size(width, height)
        scene = self.scene.resumed(size, decided)
        drawn = self.artist.drawing(self.scene.rest, scene)
        known = (*self.nodes, *delivered_before(drawn.nodes))
        return draft_of(replace(self, scene=drawn.scene, nodes=known), size)


def delivered_before(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Give nodes up to the first on which it still depends how the result is delivered."""
    return tuple(takewhile(lambda node: not postpones_delivery((node,)), nodes))


def draft_of(waiting: Waiting, size: Size) -> Draft:
    """Give the draft of what waits for nothing perhaps. size: before its first step."""
    scene, output = waiting.scene, None
    if scene.late:
        return Draft(merged(scene.steps, size), 0, 0, waiting)
    if waiting.finish is not None:
        ending = waiting.finish(scene, waiting.nodes)
        scene, output = ending.scene, ending.output
    return Draft(merged(scene.steps, size), scene.size.width, scene.size.height, output=output)
