"""Anti removal: the layer over the base, bent a little, so that it is hard to remove."""

import math
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

import pyvips

from planner.steps import ApplyLayer
from workers.executor.blends import over
from workers.executor.forms.warping import moved

#: How far a layer is bent at most, as a share of its shorter side: less than tears or folds it.
_FARTHEST: Final = 0.025
#: Waves that each axis is bent by, and how many of them go over a side, at least and at most.
_WAVES: Final = 2
_FEWEST, _MOST = 0.5, 2.0


def draw(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], step: ApplyLayer
) -> pyvips.Image:
    """Lay the layer over the base after it was bent; of an underlay, that is the base.

    It is bent in another way on each image, which is what keeps it from being told apart by what
    many images have in common (Dekel, Rubinstein, Liu, Freeman: "On the Effectiveness of Visible
    Watermarks", 2017), but always in the same way on the same one.
    """
    share = step.arguments[0] / 100 * _FARTHEST
    if step.under:
        base = _bent(base, share, step.variation)
    else:
        layer = _bent(layer, share, step.variation)
    return over.draw(base, layer, corner, step)


def _bent(image: pyvips.Image, share: float, variation: str) -> pyvips.Image:
    """Bend a picture inside of its edges by a share of its shorter side."""
    chances = _chances(variation)
    here = pyvips.Image.xyz(image.width, image.height) + 0.5
    u, v = here[0] / image.width, here[1] / image.height
    inside = (u * 180).sin() * (v * 180).sin()
    farthest = share * min(image.width, image.height)
    across, down = (
        inside * sum(_wave(u, v, chances) for _ in range(_WAVES)) * (farthest / _WAVES)
        for _ in range(2)
    )
    return moved(image, across.bandjoin(down))


def _wave(u: pyvips.Image, v: pyvips.Image, chances: Iterator[float]) -> pyvips.Image:
    count = _FEWEST + next(chances) * (_MOST - _FEWEST)
    direction, phase = next(chances) * math.tau, next(chances) * 360
    turns = u * (count * math.cos(direction)) + v * (count * math.sin(direction))
    return (turns * 360 + phase).sin()


def _chances(variation: str) -> Iterator[float]:
    """Give numbers from 0 to 1 that look like chance, and are always the same of one image."""
    digest = sha256(variation.encode()).digest()
    return (int.from_bytes(digest[at : at + 2], "big") / 0xFFFF for at in range(0, len(digest), 2))
