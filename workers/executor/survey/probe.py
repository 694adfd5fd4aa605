"""The probe: whether an upload is a whole picture, and what it says of itself."""

from dataclasses import dataclass
from itertools import chain

from planner.facts import Rectangle
from workers.executor.limits import Limits
from workers.executor.orientation import as_upright, turns_sideways
from workers.executor.sources import open_source, refusing_broken
from workers.executor.survey.page_names import page_names
from workers.executor.survey.paths import path_bounds
from workers.executor.survey.survey import surveyed
from workers.executor.survey.weights import weights


@dataclass(frozen=True, slots=True)
class Probed:
    """What a whole file says. Sizes are of one page, in pixels, after EXIF orientation.

    ``trimmed`` (x, y, width, height) is what ``e_trim`` leaves by itself, ``illustration`` is from
    0, a photograph, to 1, a drawing; both are of the first page. ``dpi`` is dots per inch.
    ``page_names`` are those of layers or pages, where the format has them; ``page_sizes`` the
    width and height of each page, one after the other, where they differ. ``path_names``
    are those of paths in the file, ``path_boxes`` x, y, width and height of each.
    ``weights`` are widths and the bytes of JPEGs of these, in turn.
    """

    format: str
    width: int
    height: int
    pages: int
    has_alpha: bool
    dpi: int
    illustration: float
    trimmed: Rectangle
    page_names: tuple[str, ...]
    orientation: int = 1
    page_sizes: tuple[int, ...] = ()
    path_names: tuple[str, ...] = ()
    path_boxes: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()


def probe(data: memoryview, limits: Limits) -> Probed:
    """Decode every frame of an upload, to prove that it is whole; tell its facts.

    Raises RenderRefused (400) for a file that is broken, truncated, too large, or of a format
    that is not let in.
    """
    source = open_source(data, limits, status=400)
    opened = source.prove()
    with refusing_broken():
        seen = surveyed(opened, (source.width, source.height), limits)
    boxes = path_bounds(source.format, data, source.width, source.height)
    width, height = source.width, source.height
    if turns_sideways(source.orientation):
        width, height = height, width
    return Probed(
        format=source.format,
        width=width,
        height=height,
        pages=source.pages,
        has_alpha=source.has_alpha,
        dpi=seen.dpi,
        illustration=seen.illustration,
        trimmed=as_upright(seen.trimmed, source.orientation, width, height),
        page_names=page_names(source.format, data),
        orientation=source.orientation,
        page_sizes=source.page_sizes(limits),
        path_names=tuple(boxes),
        path_boxes=tuple(
            chain.from_iterable(
                as_upright(box, source.orientation, width, height) for box in boxes.values()
            )
        ),
        weights=weights(seen.smaller, sideways=turns_sideways(source.orientation)),
    )
