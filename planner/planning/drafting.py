"""Drafting: from a scene to the steps that lead to it, and what is left where it is late."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from planner.geometry.values import Size
from planner.language.tree import Node
from planner.planning.merging import merged
from planner.planning.scene import Scene
from planner.steps import Draft, Step


class Artist(Protocol):
    """What draws nodes of one asset."""

    def drawn(self, nodes: Iterable[Node], scene: Scene) -> Scene:
        """Give the scene after nodes, from the one before. Raises TransformationError."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the size that a scene's steps lead to.

    ``finish`` gives the scene with what is done at the very end. By whom it is drawn makes no
    difference: all that it was told of the asset has been written into the rest.
    """

    scene: Scene
    artist: Artist = field(compare=False)
    finish: Callable[[Scene], Scene] | None = None

    def resumed(self, width: int, height: int, decided: Sequence[tuple[Step, ...]]) -> Draft:
        """Go on planning for a picture of this size, in pixels.

        decided: what each step has come to that the picture has decided. Raises
        TransformationError, and ValueError where that is not told of each.
        """
        size = Size(width, height)
        scene = self.artist.drawn(self.scene.rest, self.scene.resumed(size, decided))
        return draft_of(scene, size, self)

    def after(self, scene: Scene) -> "Waiting":
        """Give what waits for another scene, in the same way."""
        return Waiting(scene, self.artist, self.finish)


def draft_of(scene: Scene, size: Size, waiting: Waiting) -> Draft:
    """Give the draft of a scene. size: of the picture before its first step."""
    if scene.late:
        return Draft(merged(scene.steps, size), 0, 0, waiting.after(scene))
    if waiting.finish is not None:
        scene = waiting.finish(scene)
    return Draft(merged(scene.steps, size), scene.size.width, scene.size.height)
