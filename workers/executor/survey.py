"""The survey: what only the pixels of an upload tell, in one pass over the first of its frames."""

from dataclasses import dataclass

import pyvips

from planner.facts import Rectangle
from workers.executor.colours import additive, to_srgb
from workers.executor.density import density
from workers.executor.edges import Edges, bands_of
from workers.executor.illustration import Sample
from workers.executor.limits import Limits


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen; ``trimmed`` is on the picture as it is stored, all of it if of one colour."""

    dpi: int
    illustration: float
    trimmed: Rectangle


def surveyed(image: pyvips.Image, limits: Limits) -> Survey:
    """Look at a picture, which is read once from top to bottom.

    Raises pyvips.Error, and DeadlineExceeded when time is up.
    """
    dpi = density(image)
    if image.interpretation == "cmyk" or image.format != "uchar":
        image = to_srgb(additive(image))
    alpha = bool(image.hasalpha())
    edges, sample = Edges(image.width, alpha=alpha), Sample(image.width, image.height)
    for top, band in bands_of(image):
        limits.check_time()
        edges.take(top, band)
        sample.take(top, band)
    trimmed = edges.box() or (0, 0, image.width, image.height)
    return Survey(dpi, sample.illustration(alpha=alpha), trimmed)
