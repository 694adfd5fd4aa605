"""Resize: by Lanczos where it shrinks, bicubic where it grows, and no sharpening."""

from typing import Final

import pyvips

from planner.steps import Resize
from workers.executor.alpha import premultiplied

STEP: Final = Resize


def draw(image: pyvips.Image, step: Resize) -> pyvips.Image:
    """Scale to exactly the step's size."""
    if (image.width, image.height) == (step.width, step.height):
        return image
    return premultiplied(image, lambda weighed: _grown(_shrunk(weighed, step), step))


def _shrunk(image: pyvips.Image, step: Resize) -> pyvips.Image:
    across, down = min(step.width / image.width, 1), min(step.height / image.height, 1)
    if across == down == 1:
        return image
    return image.resize(across, vscale=down, kernel="lanczos3")


def _grown(image: pyvips.Image, step: Resize) -> pyvips.Image:
    """Enlarge about pixels' centres: libvips' own resize puts the result half a pixel beside."""
    across, down = step.width / image.width, step.height / image.height
    if across == down == 1:
        return image
    return image.affine(
        [across, 0, 0, down],
        interpolate=pyvips.Interpolate.new("bicubic"),
        oarea=[0, 0, step.width, step.height],
        odx=(across - 1) / 2,
        ody=(down - 1) / 2,
        premultiplied=True,
        extend="copy",
    )
