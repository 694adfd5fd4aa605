"""Steps: what a render plan is made of. Each is data; the executor draws it.

Sizes and offsets are pixels of the image that the step receives, origin top left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from planner.colour import Colour
from planner.facts import ContentFacts, Rectangle
from planner.layers.setting import TextSetting
from planner.source_views import Opening

if TYPE_CHECKING:
    from planner.plan import Output


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to the image."""


class Rest(Protocol):
    """What is still to be planned of a chain, until the picture has told its size."""

    def resumed(self, width: int, height: int, decided: Sequence[tuple[Step, ...]]) -> "Draft":
        """Go on planning for a picture of this size, in pixels.

        decided: what each of the draft's steps has come to that the picture has decided, in their
        order. Raises TransformationError for what cannot be drawn of such a picture; ValueError for
        fewer decisions than there are such steps.
        """
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """Steps, and what is left to be planned when they are drawn; None where that is nothing.

    ``width`` and ``height`` are those of the picture after all steps, in pixels; 0 where there
    is a rest. ``output``: how the result is encoded, where only its picture has told that.
    """

    steps: tuple[Step, ...]
    width: int
    height: int
    rest: Rest | None = None
    output: "Output | None" = None


@dataclass(frozen=True, slots=True)
class Resize(Step):
    """Scale to exactly ``width`` x ``height``, each axis by its own factor."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Carve(Step):
    """Come to ``width`` x ``height`` by what is least missed: seams are taken out or widened."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Crop(Step):
    """Keep a rectangle that lies inside the image."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Canvas(Step):
    """Place the image on a canvas of ``width`` x ``height``, with its corner at left, top.

    The background also shows through transparent parts of the image.
    """

    left: int
    top: int
    width: int
    height: int
    background: Colour


@dataclass(frozen=True, slots=True)
class Rotate(Step):
    """Turn clockwise by ``degrees`` about the centre, onto a canvas of ``width`` x ``height``.

    The canvas is the bounding box of the turned image, each side rounded half up; the turned
    image lies in its centre. Degrees are more than 0 and less than 360.
    """

    degrees: float
    background: Colour
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Flip(Step):
    """Mirror: left to right when ``horizontal``, else top to bottom."""

    horizontal: bool


@dataclass(frozen=True, slots=True)
class Opacity(Step):
    """Multiply alpha by ``percent`` / 100."""

    percent: float


@dataclass(frozen=True, slots=True)
class Round(Step):
    """Make the corners transparent outside ellipses of these radii.

    Each corner, clockwise from top left, is (horizontal, vertical) radius in pixels, already
    clamped so that neighbours do not overlap.
    """

    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Border(Step):
    """Grow the canvas by ``width`` on each side, in ``colour``.

    ``corners``, when given, are the radii of the image inside (as in Round): the border follows
    them at its own distance, transparent beyond.
    """

    width: int
    colour: Colour
    corners: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Flatten(Step):
    """Compose the image over ``background``; where that is opaque, alpha is gone afterwards."""

    background: Colour


@dataclass(frozen=True, slots=True)
class AutoBackground(Step):
    """Compose the image over colours of its own, an animation over those of its first frame.

    ``source``: ``border`` for the outer ring of pixels of the content, ``predominant`` for all of
    it. ``contrast``: not those colours, but what contrasts with them. ``colours``: 1, or how many
    a gradient has: 2 from side to side by ``direction``, 4 from the corners. ``palette``: the
    colours allowed, or none for all. The content, which lies inside the image, is what the colours
    are taken of.
    """

    source: str
    contrast: bool
    colours: int
    direction: str
    palette: tuple[Colour, ...]
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Ground(Step):
    """Compose the image over colours: one, or those of a gradient with a direction."""

    colours: tuple[Colour, ...]
    direction: str


@dataclass(frozen=True, slots=True)
class ApplyEffect(Step):
    """Change the image by an effect; the result is ``width`` x ``height``.

    ``effect`` is its name and ``arguments`` what it takes, as its declaration reads them. The
    others are the parameters beside it: ``colour`` of co, ``background`` of b, and of x, y, w and h
    pixels of the image that the step receives, each None where it was not given. ``areas`` are
    those that g names, in the same pixels: left, top, width, height.
    """

    effect: str
    arguments: Any
    width: int
    height: int
    colour: Colour | None = None
    background: Colour | None = None
    x: float | None = None
    y: float | None = None
    across: float | None = None
    down: float | None = None
    areas: tuple[Rectangle, ...] = ()


@dataclass(frozen=True, slots=True)
class Trim(Step):
    """Cut off edges of one colour, or transparent ones; only the picture tells how much.

    ``tolerance`` is in percent of a channel's range. ``colour`` is that of the edges, None for
    what the corners show.
    """

    tolerance: float
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class FindTile(Step):
    """Find the largest tile of a collage; only the picture tells where that is."""


@dataclass(frozen=True, slots=True)
class FoundTile(Step):
    """Know the largest tile, in pixels; the picture stays as it is."""

    left: int
    top: int
    width: int
    height: int


#: A view of an image: its left, top, width and height in pixels, parts of them counted.
View = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ZoomPan(Step):
    """Show ``frames`` views of the image one after the other, ``rate`` of them a second.

    Each is enlarged to the size of the image, and lies inside it. The first is ``begin``, the last
    is ``end``; from one to the other each side moves at a speed of its own. ``frame`` is the one
    that is drawn, counted from 0.
    """

    frames: int
    rate: float
    begin: View
    end: View
    frame: int = 0

    @property
    def view(self) -> View:
        """Give the view that is drawn."""
        share = self.frame / max(self.frames - 1, 1)
        left, top, width, height = (
            start + (stop - start) * share for start, stop in zip(self.begin, self.end, strict=True)
        )
        return left, top, width, height


#: Left, top, width and height as shares of a picture, 0 to 1.
Shares = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Attraction:
    """An area that counts beside what a picture shows; ``weight`` in percent, below 0 to avoid."""

    area: Shares
    weight: int = 100


@dataclass(frozen=True, slots=True)
class Search:
    """How the most interesting part is looked for.

    ``tightness``: 0 the closest, 100 the widest where a part may be of several sizes; None leaves
    it to the crop mode. ``thirds``: whether the rule of thirds counts.
    """

    attractions: tuple[Attraction, ...] = ()
    tightness: int | None = None
    thirds: bool = True


@dataclass(frozen=True, slots=True)
class AutoCrop(Step):
    """Keep the most interesting part, scaled to ``width`` x ``height``; only the picture tells it.

    The part has that shape. ``most`` and ``least`` are its sizes at most and at least, in pixels of
    the image: it is the smallest that holds ``holds``, 0 to 1, of what is interesting in the best
    of the largest. ``x`` and ``y`` move it right and down, in pixels of the image, as far as it
    stays inside.
    ``padded`` are the steps to the same size that are taken instead where the best part would hold
    less than ``enough`` of all that is interesting; none where it always will do.
    """

    search: Search
    width: int
    height: int
    most: tuple[int, int]
    least: tuple[int, int]
    holds: float = 1.0
    x: float = 0.0
    y: float = 0.0
    padded: tuple[Step, ...] = ()
    enough: float = 0.0


@dataclass(frozen=True, slots=True)
class Sought:
    """A view of ``width`` x ``height`` pixels that holds the most of what is interesting.

    ``x`` and ``y`` move it right and down, in pixels, as far as it stays inside the image.
    """

    search: Search
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class SeekingPan(Step):
    """A `ZoomPan` of which only the picture tells where it begins, or ends."""

    frames: int
    rate: float
    begin: View | Sought
    end: View | Sought


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a layer lies on its base: by a compass ``gravity``, or with its centre on a region.

    ``x`` and ``y`` move it, in pixels: inwards from the side that gravity aligns it to, right and
    down from the middle or a region. ``grows``: whether the canvas grows where it overhangs.
    """

    gravity: str = "center"
    region: Rectangle | None = None
    x: float = 0.0
    y: float = 0.0
    grows: bool = True


@dataclass(frozen=True, slots=True)
class ApplyLayer(Step):
    """Lay another picture on the image, or under it.

    The picture is what ``draft`` makes of ``source``. ``blend`` names how it is laid on, empty for
    plainly over; ``arguments`` are what that takes, as its declaration reads them, and ``strength``
    x and y where they do not say the place. ``variation`` tells images apart on which a blend is to
    differ. ``tiled``: repeated over all of the image;
    ``overflows``: whether it may lie partly beside the image.
    ``width`` and ``height`` are those of the result, 0 where only the pictures tell. ``opening`` is
    how an image that it shows is opened, None as it is.
    """

    source: ContentFacts | TextSetting
    draft: Draft
    placement: Placement
    width: int
    height: int
    under: bool = False
    tiled: bool = False
    overflows: bool = True
    blend: str = ""
    arguments: Any = ()
    strength: tuple[float, float] = (0.0, 0.0)
    variation: str = ""
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class ApplyTable(Step):
    """Send each colour through the lookup table that a file holds, .cube or .3dl."""

    source: ContentFacts
