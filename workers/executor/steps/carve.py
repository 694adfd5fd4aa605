"""Carve: another shape without the parts that are least missed, or with more of them."""

from typing import Final

import numpy as np
import pyvips

from planner.steps import Carve
from workers.executor.alpha import premultiplied
from workers.executor.attention.seams import lightness, spread

STEP: Final = Carve


def draw(image: pyvips.Image, step: Carve) -> pyvips.Image:
    """Change the width, then the height, each along seams of its own."""
    if image.width != step.width:
        # The seams are looked for in all of it, and it is then read where they lie.
        image = _across(image.copy_memory(), step.width)
    if image.height != step.height:
        image = _across(image.rot270().copy_memory(), step.height).rot90()
    return image


def _across(image: pyvips.Image, width: int) -> pyvips.Image:
    """Come to a width. Columns are read between pixels where a seam is wider than one."""
    columns = spread(lightness(image), image.width, width)
    places = pyvips.Image.new_from_array(np.ascontiguousarray(columns, dtype=np.float32))
    places = places.cast("float")
    if places.height != image.height:
        places = places.resize(1, vscale=image.height / places.height, kernel="linear")
    rows = pyvips.Image.xyz(width, image.height)[1].cast("float")
    index = places.bandjoin(rows)
    return premultiplied(
        image,
        lambda weighed: weighed.mapim(
            index,
            interpolate=pyvips.Interpolate.new("bilinear"),
            extend="copy",
        ),
    )
