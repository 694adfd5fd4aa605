"""Border: a frame around the image, which follows its rounded corners."""

from typing import Final

import pyvips

from planner.steps import Border
from workers.executor.alpha import with_alpha
from workers.executor.backgrounds import embedded
from workers.executor.forms.corners import Radii, mask

STEP: Final = Border


def draw(image: pyvips.Image, step: Border) -> pyvips.Image:
    """Draw the border outside the image; transparent parts of the image stay transparent."""
    if not any(min(radii) > 0 for radii in step.corners):
        return embedded(
            image,
            step.colour,
            left=step.width,
            top=step.width,
            width=image.width + 2 * step.width,
            height=image.height + 2 * step.width,
        )
    return _rounded(with_alpha(image), step)


def _rounded(image: pyvips.Image, step: Border) -> pyvips.Image:
    """Add the ring between two rounded rectangles: at their seam both cover a part of a pixel."""
    width, height = image.width + 2 * step.width, image.height + 2 * step.width
    outer = mask(width, height, [_further(radii, step.width) for radii in step.corners])
    inner = mask(image.width, image.height, step.corners)
    inner = inner.embed(step.width, step.width, width, height)
    colour = step.colour
    alpha = ((outer - inner) * (colour.alpha / 255)).rint().cast("uchar")
    ring = outer.new_from_image([colour.red, colour.green, colour.blue])
    ring = ring.copy(interpretation="srgb").bandjoin(alpha)
    placed = image.embed(step.width, step.width, width, height)
    return ring.composite2(placed, "add", compositing_space="srgb").rint().cast("uchar")


def _further(radii: Radii, distance: int) -> Radii:
    """Give the radii of a parallel corner; a square corner stays square."""
    across, down = radii
    return (across + distance, down + distance) if min(radii) > 0 else (0, 0)
