"""The survey: what only the pixels of an upload tell, in one pass over the first of its frames."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pyvips

from planner.facts import Rectangle
from workers.executor.colours import additive, to_srgb
from workers.executor.limits import Limits
from workers.executor.survey.density import density
from workers.executor.survey.edges import Edges, bands_of
from workers.executor.survey.illustration import Sample
from workers.executor.survey.means import Means

#: What is looked at as it is: converting by a profile moves colours less than trimming tolerates.
_PLAIN: Final = frozenset({"srgb", "b-w", "rgb"})
#: Bands of colours and alpha; what else a file has is not seen.
_MOST_BANDS: Final = 4


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen; ``trimmed`` is on the picture as it is stored, all of it if of one colour.

    Of a picture that was looked at smaller it is at least what is left, and a pixel of that more.
    ``smaller`` is the picture itself, at most so wide as is worth weighing.
    """

    dpi: int
    illustration: float
    trimmed: Rectangle
    smaller: pyvips.Image


def surveyed(opened: Callable[[], pyvips.Image], size: tuple[int, int], limits: Limits) -> Survey:
    """Look at a picture, which is read once from top to bottom.

    opened: opens it, perhaps smaller. It is done again where the lower corners tell of other edges
    than the upper. size: that it is known by, in pixels; a document may be drawn a pixel larger.
    Raises pyvips.Error, and DeadlineExceeded when time is up.
    """
    image = opened()
    dpi, image = density(image), _plain(image, size)
    edges, sample = Edges(image.width, image.height), Sample(image.width, image.height)
    means = Means(image.width, image.height)
    for top, band in bands_of(image):
        limits.check_time()
        edges.take(top, band)
        sample.take(top, band)
        means.take(top, band)
    if (ground := edges.revised()) is not None:
        edges = Edges(image.width, image.height, ground)
        for top, band in bands_of(_plain(opened(), size)):
            limits.check_time()
            edges.take(top, band)
    trimmed = edges.box() or (0, 0, image.width, image.height)
    box = _enlarged(trimmed, image, size)
    return Survey(dpi, sample.illustration(), box, means.picture())


def _enlarged(box: Rectangle, image: pyvips.Image, size: tuple[int, int]) -> Rectangle:
    """Give a box on a picture as one on all that the picture shows smaller, in whole pixels."""
    left, top, width, height = box
    wide, high = size
    begin = left * wide // image.width, top * high // image.height
    end = -(-(left + width) * wide // image.width), -(-(top + height) * high // image.height)
    return (*begin, end[0] - begin[0], end[1] - begin[1])


def _plain(image: pyvips.Image, size: tuple[int, int]) -> pyvips.Image:
    if image.interpretation not in _PLAIN or image.format != "uchar":
        image = to_srgb(additive(image))
    if image.bands > _MOST_BANDS:
        image = image.extract_band(0, n=_MOST_BANDS)
    width, height = min(size[0], image.width), min(size[1], image.height)
    if (width, height) == (image.width, image.height):
        return image
    return image.crop(0, 0, width, height)
