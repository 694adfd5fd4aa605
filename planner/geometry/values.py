"""What geometry is asked and what it answers, and in what units."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from planner.colour import TRANSPARENT, Colour
from planner.steps import Search, Step


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels, each at least 1."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of an image, in its pixels, origin top left. It need not lie on whole pixels."""

    left: Fraction
    top: Fraction
    width: Fraction
    height: Fraction


@dataclass(frozen=True, slots=True)
class Length:
    """A width, a height or an offset, as a number of its unit.

    ``px``: pixels, before the device pixel ratio; ``device``: pixels that it has multiplied
    already. ``fraction``: of the image that the component receives, along the same axis. ``iw``,
    ``ih``: of the original asset's width or height.
    """

    value: float
    unit: Literal["px", "device", "fraction", "iw", "ih"] = "px"


@dataclass(frozen=True, slots=True)
class ResizeRequest:
    """A component's crop mode with its qualifiers, as typed by the language.

    ``mode`` is the crop mode's name in URLs. ``gravity`` is one of the nine compass values or
    ``xy_center``; empty means that the URL gave none, which is not the same as ``center`` for a
    crop with x or y. ``ignore_aspect`` is ``fl_ignore_aspect_ratio``, ``no_overflow`` is
    ``fl_no_overflow``. ``background`` fills what padding adds. ``region`` is what gravity lies on,
    in pixels of the image at hand, and ``search`` how that is looked for in the picture; with one
    of them ``gravity`` is empty. ``liquid``: stretched only where that is least missed.
    """

    mode: str
    width: Length | None = None
    height: Length | None = None
    aspect: Fraction | None = None
    gravity: str = ""
    x: Length | None = None
    y: Length | None = None
    zoom: float = 1.0
    ignore_aspect: bool = False
    no_overflow: bool = False
    background: Colour = TRANSPARENT
    region: Rectangle | None = None
    search: Search | None = None
    liquid: bool = False


@dataclass(frozen=True, slots=True)
class Resized:
    """The steps that carry a request out, none without effect, and the size they lead to."""

    steps: tuple[Step, ...]
    size: Size
