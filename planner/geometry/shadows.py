"""Shadows: how far they reach beyond what casts them."""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from planner.geometry.values import Size
from planner.steps import ApplyEffect

#: Levels of blur to a pixel of standard deviation.
_LEVELS: Final = 10
#: Standard deviations to where a shadow ends.
_REACH: Final = 3
#: The usual offset is this part of a side.
_USUAL: Final = 100


@dataclass(frozen=True, slots=True)
class Shadow:
    """A shadow ``x`` to the right of the image and ``y`` below it, blurred by ``sigma`` pixels.

    ``left``, ``top``, ``right`` and ``bottom`` are what the canvas grows by.
    """

    x: int
    y: int
    sigma: float

    @property
    def reach(self) -> int:
        """How far it is visible around its silhouette."""
        return ceil(_REACH * self.sigma)

    @property
    def left(self) -> int:
        """Pixels left of the image."""
        return max(0, self.reach - self.x)

    @property
    def top(self) -> int:
        """Pixels above the image."""
        return max(0, self.reach - self.y)

    @property
    def right(self) -> int:
        """Pixels right of the image."""
        return max(0, self.reach + self.x)

    @property
    def bottom(self) -> int:
        """Pixels below the image."""
        return max(0, self.reach + self.y)


def shadow_of(step: ApplyEffect, size: Size) -> Shadow:
    """Give the shadow of an image: off by the step's x and y, else by a hundredth of each side."""
    (level,) = step.arguments
    return Shadow(_offset(step.x, size.width), _offset(step.y, size.height), sigma=level / _LEVELS)


def shadowed(step: ApplyEffect, size: Size) -> Size:
    """Give the size of an image with its shadow."""
    shadow = shadow_of(step, size)
    return Size(size.width + shadow.left + shadow.right, size.height + shadow.top + shadow.bottom)


def _offset(given: float | None, side: int) -> int:
    """Give an offset in whole pixels, halves up."""
    return floor(given + 0.5) if given is not None else max(1, floor(side / _USUAL + 0.5))
