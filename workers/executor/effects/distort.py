"""Distort: the image between four corners, or along an arc, by bicubic interpolation."""

from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.geometry.distortion import CORNERS, bow_of, origin_of
from planner.geometry.values import Size
from planner.steps import ApplyEffect
from workers.executor.alpha import premultiplied, with_alpha

#: A place where no image is.
_NOWHERE: Final = -100.0
_HALF_TURN: Final = 180
#: Pixels that interpolation sees on each side.
_SEAM: Final = 2


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Draw the image as its new corners see it, or around a centre; elsewhere is transparent."""
    # In memory: a row of the result reads many rows.
    image = with_alpha(image).copy_memory()
    if len(step.arguments) == CORNERS:
        image, places = _in_perspective(image, step)
    else:
        image, places = _along_bow(image, step)
    return premultiplied(image, lambda weighed: _mapped(weighed, places))


def _mapped(image: pyvips.Image, places: pyvips.Image) -> pyvips.Image:
    """Give each pixel what is at its place, in pixels from the centre of the first."""
    return image.mapim(
        places,
        interpolate=pyvips.Interpolate.new("bicubic"),
        premultiplied=True,
        extend="background",
        background=[0, 0, 0, 0],
    )


def _in_perspective(image: pyvips.Image, step: ApplyEffect) -> tuple[pyvips.Image, pyvips.Image]:
    """Give the image, shrunk where it becomes much smaller, and the places that are seen in it.

    They are those of the one projective map that takes the new corners to the old.
    """
    corners = np.reshape(step.arguments, (4, 2)) - origin_of(step.arguments)
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    across = max(1, int(image.width / max(sides[0], sides[2], 1)))
    down = max(1, int(image.height / max(sides[1], sides[3], 1)))
    if max(across, down) > 1:
        image = premultiplied(image, lambda weighed: weighed.shrink(across, down).copy_memory())
    width, height = image.width, image.height
    old = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float)
    (a, b, c), (d, e, f), (g, h, i) = _projection(corners, old).tolist()
    here = pyvips.Image.xyz(step.width, step.height) + 0.5
    x, y = here[0], here[1]
    depth = x * g + y * h + i
    seen = (x * a + y * b + c).bandjoin(x * d + y * e + f) / depth - 0.5
    return image, (depth > 0).ifthenelse(seen, _NOWHERE)


def _projection(
    before: NDArray[np.float64],
    after: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Give the matrix of the projective map that takes four points to four others.

    It is the null space of the direct linear transformation (Hartley and Zisserman, "Multiple View
    Geometry", 4.1), with the sign that makes the depth of the first points positive.
    """
    rows = []
    for (x, y), (u, v) in zip(before.tolist(), after.tolist(), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, -u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, -v])
    matrix = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    depth = matrix[2] @ np.array([*before.mean(axis=0), 1.0])
    found: NDArray[np.float64] = matrix / depth
    return found


def _along_bow(image: pyvips.Image, step: ApplyEffect) -> tuple[pyvips.Image, pyvips.Image]:
    """Give the image, bent around a centre, and the places that are seen in it.

    Its middle line keeps its length, as in ImageMagick's ``-distort Arc``. An image that bows
    down is one that bows up, upside down.
    """
    bow = bow_of(step.arguments[0], Size(image.width, image.height))
    here = pyvips.Image.xyz(step.width, step.height) + 0.5
    across = here[0] - step.width / 2
    up = bow.outer - here[1]
    if not bow.top:
        across, up = across * -1, bow.outer - (here[1] * -1 + step.height)
    angle = across.math2(up, "atan2")
    angle = (angle > _HALF_TURN).ifthenelse(angle - 2 * _HALF_TURN, angle)
    radius = (across * across + up * up) ** 0.5
    along = angle * (image.width / bow.degrees) + image.width / 2
    below = radius * -1 + bow.outer
    if not bow.top:
        along, below = along * -1 + image.width, below * -1 + image.height
    if bow.degrees == 2 * _HALF_TURN:
        # Its sides meet: each goes on in the other, so that no seam shows.
        wide = image.width + 2 * _SEAM
        image = image.embed(_SEAM, 0, wide, image.height, extend="repeat")
        along = along + _SEAM
    return image, along.bandjoin(below) - 0.5
