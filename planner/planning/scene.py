"""The scene: what planning has come to, between two stages."""

from dataclasses import dataclass, replace

from planner.errors import TransformationError
from planner.facts import AssetFacts
from planner.geometry.values import Size
from planner.limits import MAXIMUM_ANIMATED_PIXELS, MAXIMUM_PIXELS, MAXIMUM_SIDE
from planner.planning.sizes import size_after
from planner.steps import Step


@dataclass(frozen=True, slots=True)
class Scene:
    """The image as it is after ``steps``.

    ``size`` is in pixels; ``original`` is the asset's, ``frames`` is how many are delivered.
    ``pixel_ratio`` multiplies lengths in pixels. ``transparent``: whether parts of it may be.
    ``wants_alpha``: whether they are so by the asset or by what was asked, rather than as the
    default of a padding that an opaque format would paint white.
    """

    size: Size
    original: Size
    frames: int = 1
    pixel_ratio: float = 1.0
    transparent: bool = False
    wants_alpha: bool = False
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, facts: AssetFacts, *, frames: int, pixel_ratio: float) -> "Scene":
        """Give the scene of an asset as it is."""
        size = Size(facts.width, facts.height)
        alpha = facts.has_alpha
        return cls(size, size, frames, pixel_ratio, transparent=alpha, wants_alpha=alpha)

    def then(self, *steps: Step) -> "Scene":
        """Give the scene after further steps.

        Raises TransformationError for a step that enlarges the image beyond the limits. What an
        asset brings along is limited where it is uploaded.
        """
        size = self.size
        for step in steps:
            before, size = size, size_after(step, size)
            if size.width * size.height > before.width * before.height:
                self._allow(size)
        return replace(self, size=size, steps=self.steps + steps)

    def shown_through(self, *, wanted: bool = True) -> "Scene":
        """Give the scene with transparent parts; ``wanted`` where they were asked for."""
        return replace(self, transparent=True, wants_alpha=self.wants_alpha or wanted)

    def covered(self) -> "Scene":
        """Give the scene with nothing transparent."""
        return replace(self, transparent=False, wants_alpha=False)

    def _allow(self, size: Size) -> None:
        pixels = size.width * size.height
        if max(size.width, size.height) > MAXIMUM_SIDE:
            raise TransformationError(
                f"The image would become {size.width} x {size.height} pixels",
                expected=f"at most {MAXIMUM_SIDE} pixels a side",
            )
        if pixels > MAXIMUM_PIXELS or pixels * self.frames > MAXIMUM_ANIMATED_PIXELS:
            frames = f" in {self.frames} frames" if self.frames > 1 else ""
            raise TransformationError(
                f"The image would become {size.width} x {size.height} pixels{frames}",
                expected=f"at most {MAXIMUM_PIXELS} pixels, {MAXIMUM_ANIMATED_PIXELS} of all frames",
            )
