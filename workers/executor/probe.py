"""The probe: whether an upload is a whole picture, and what it says of itself."""

from dataclasses import dataclass

from workers.executor.limits import Limits
from workers.executor.orientation import turns_sideways
from workers.executor.sources import open_source


@dataclass(frozen=True, slots=True)
class Probed:
    """What a whole file says. Sizes are of one page, in pixels, after EXIF orientation."""

    format: str
    width: int
    height: int
    pages: int
    has_alpha: bool


def probe(data: memoryview, limits: Limits) -> Probed:
    """Decode every frame of an upload, to prove that it is whole; tell its facts.

    Raises RenderRefused (400) for a file that is broken, truncated, too large, or of a format
    that is not let in.
    """
    source = open_source(data, limits, status=400)
    source.prove()
    width, height = source.width, source.height
    if turns_sideways(source.orientation):
        width, height = height, width
    return Probed(source.format, width, height, source.pages, source.has_alpha)
