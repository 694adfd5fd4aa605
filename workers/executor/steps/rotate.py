"""Rotate: right angles exactly, others by bicubic interpolation with antialiased edges."""

from math import cos, radians, sin
from types import MappingProxyType
from typing import Final

import pyvips

from planner.steps import Rotate
from workers.executor.alpha import premultiplied, with_alpha
from workers.executor.backgrounds import over

STEP: Final = Rotate

_RIGHT_ANGLES: Final = MappingProxyType({90.0: "d90", 180.0: "d180", 270.0: "d270"})


def draw(image: pyvips.Image, step: Rotate) -> pyvips.Image:
    """Turn clockwise about the centre, onto the step's canvas."""
    image = image.copy_memory()
    if step.degrees in _RIGHT_ANGLES:
        return image.rot(_RIGHT_ANGLES[step.degrees])
    turned = premultiplied(with_alpha(image), lambda weighed: _turned(weighed, step))
    return over(turned, step.background)


def _turned(image: pyvips.Image, step: Rotate) -> pyvips.Image:
    """Map the centre of the image to the centre of the canvas.

    Positions are those of pixels' centres, so the middle of n pixels is at (n - 1) / 2.
    """
    across, down = cos(radians(step.degrees)), sin(radians(step.degrees))
    x, y = (image.width - 1) / 2, (image.height - 1) / 2
    return image.affine(
        [across, -down, down, across],
        interpolate=pyvips.Interpolate.new("bicubic"),
        oarea=[0, 0, step.width, step.height],
        odx=(step.width - 1) / 2 - (across * x - down * y),
        ody=(step.height - 1) / 2 - (down * x + across * y),
        premultiplied=True,
        extend="background",
        background=[0, 0, 0, 0],
    )
