"""The scene: what planning has come to, between two stages."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from planner.errors import TransformationError
from planner.facts import AssetFacts
from planner.geometry.values import Size
from planner.language.tree import Node
from planner.limits import MAXIMUM_PIXELS, MAXIMUM_SIDE
from planner.planning.sizes import size_after
from planner.planning.stored import NOTHING, Stored
from planner.planning.undecided import replayed, undecided
from planner.steps import ApplyLayer, Step

_EXPECTED: Final = f"at most {MAXIMUM_SIDE} pixels a side and {MAXIMUM_PIXELS} in all"


@dataclass(frozen=True, slots=True)
class Scene:
    """The image as it is after ``steps``.

    ``size`` is in pixels; ``original`` is the asset's; ``largest`` is how many pixels an image
    had at most on the way. ``pixel_ratio`` multiplies lengths in pixels. ``frames``:
    how many there are. ``plays``: how often they are to be shown, 0 without an end, None as the
    asset says. ``transparent``: whether parts of it may be. ``wants_alpha``: whether they are so by
    the asset or by what was asked, rather than as the default of a padding that an opaque format
    would paint white. ``page`` counts the pages, frames or layers of the asset from 1: it is the
    one in view.

    ``start`` is the size before the first of the steps, where that is not the asset's. ``base`` is
    the size of what a layer is laid on, where the scene is a layer's, ``region`` that of the part
    of it. ``trail`` are the steps that have been drawn before, as the picture has decided them, and
    ``first`` is the size before those. ``stored`` are the areas of the asset as it was then: what
    they come to is written into the transformation, so they do not tell scenes apart.

    Where only the picture tells the size after the last step, the scene is ``late``: ``size`` is
    then that before it, and ``rest`` is what is planned when the steps are drawn; ``expected`` is
    how many frames there will be then. ``replacing`` is the layer that takes the place of the first
    image in the asset's file, before anything is drawn of it.
    """

    size: Size
    original: Size
    largest: int
    pixel_ratio: float = 1.0
    frames: int = 1
    plays: int | None = None
    transparent: bool = False
    wants_alpha: bool = False
    steps: tuple[Step, ...] = ()
    page: int = 1
    start: Size | None = None
    trail: tuple[Step, ...] = ()
    first: Size | None = None
    base: Size | None = None
    region: Size | None = None
    stored: Stored = field(default=NOTHING, compare=False)
    late: bool = False
    rest: tuple[Node, ...] = ()
    expected: int = 1
    replacing: ApplyLayer | None = None

    @property
    def animated(self) -> bool:
        """Whether there is more than one frame."""
        return self.frames > 1

    @property
    def waits(self) -> bool:
        """Whether only the picture tells what the steps have left, or where in it that lies."""
        return self.late or any(map(undecided, self.steps))

    @property
    def beginning(self) -> Size:
        """The size of the picture before anything was done to it."""
        return self.first or self.start or self.original

    @property
    def frames_at_last(self) -> int:
        """How many frames there are when all is drawn."""
        return self.expected if self.late else self.frames

    @classmethod
    def of(cls, facts: AssetFacts, *, pixel_ratio: float) -> "Scene":
        """Give the scene of an asset as it is."""
        size = Size(facts.width, facts.height)
        alpha = facts.has_alpha
        return cls(
            size=size,
            original=size,
            largest=_pixels(size),
            pixel_ratio=pixel_ratio,
            frames=facts.pages if facts.animated else 1,
            transparent=alpha,
            wants_alpha=alpha,
            stored=Stored.of(facts),
            late=not facts.sized,
            expected=facts.pages if facts.animated else 1,
        )

    def then(self, *steps: Step) -> "Scene":
        """Give the scene after further steps.

        Raises TransformationError for a step that enlarges the image beyond the limits. What an
        asset brings along is limited where it is uploaded.
        """
        size, largest = self.size, self.largest
        for step in steps:
            before, after = size, size_after(step, size)
            if after is None:
                steps = self.steps + steps
                return replace(self, late=True, steps=steps, expected=self.frames)
            size = after
            if _pixels(size) > _pixels(before) and _too_large(size):
                raise TransformationError(
                    f"The image would become {size.width} x {size.height} pixels",
                    expected=_EXPECTED,
                )
            largest = max(largest, _pixels(size))
        return replace(self, size=size, largest=largest, steps=self.steps + steps)

    def putting_off(self, *nodes: Node) -> "Scene":
        """Give the scene with more that is planned when its steps are drawn."""
        return replace(self, rest=self.rest + nodes)

    def putting_all_off(self, node: Node) -> "Scene":
        """Give the scene with something that cannot be planned before its steps are drawn."""
        return replace(self, late=True, rest=(node,), expected=self.frames)

    def resumed(self, size: Size, decided: Sequence[tuple[Step, ...]]) -> "Scene":
        """Give the scene of what its steps have drawn, of a size that is known now.

        decided: what the steps have come to that the picture has decided. Raises ValueError where
        that is not told of each.
        """
        return replace(
            self.supposed(),
            size=size,
            start=size,
            largest=max(self.largest, _pixels(size)),
            trail=self.trail + replayed(self.steps, decided),
            first=self.beginning,
            stored=self.stored,
        )

    def supposed(self) -> "Scene":
        """Give the scene as if the size had stayed the same."""
        lost = self.stored.lost()
        return replace(self, start=self.size, steps=(), late=False, rest=(), stored=lost)

    def looking_as(self, other: "Scene") -> "Scene":
        """Give the scene with the transparency, and the frames, of another."""
        return replace(
            self,
            transparent=other.transparent,
            wants_alpha=other.wants_alpha,
            expected=other.frames,
            plays=other.plays,
        )

    def shown_through(self, *, wanted: bool = True) -> "Scene":
        """Give the scene with transparent parts; ``wanted`` where they were asked for."""
        return replace(self, transparent=True, wants_alpha=self.wants_alpha or wanted)

    def covered(self) -> "Scene":
        """Give the scene with nothing transparent."""
        return replace(self, transparent=False, wants_alpha=False)


def _pixels(size: Size) -> int:
    return size.width * size.height


def _too_large(size: Size) -> bool:
    return max(size.width, size.height) > MAXIMUM_SIDE or _pixels(size) > MAXIMUM_PIXELS
