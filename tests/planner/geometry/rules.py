"""What a resize shows of an image by the published rules, computed straight from them.

It is the oracle of tests: one function after another as the rules are told, which shares no code
and no way of thinking (steps, windows, axes) with the planner.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor, sqrt
from typing import Literal

#: Left, top, width and height, exactly.
Box = tuple[Fraction, Fraction, Fraction, Fraction]

CUTTING = frozenset({"crop", "fill", "lfill", "thumb", "auto", "imagga_crop"})
PADDING = frozenset({"pad", "lpad", "mpad"})

#: Twice the share of the room left of and above what a point of the compass aligns.
COMPASS = {
    "north_west": (0, 0), "north": (1, 0), "north_east": (2, 0),
    "west": (0, 1), "center": (1, 1), "east": (2, 1),
    "south_west": (0, 2), "south": (1, 2), "south_east": (2, 2),
}  # fmt: skip


class RefusedError(Exception):
    """The rules refuse it."""


@dataclass(frozen=True)
class Asked:
    """A resize of an image, its values as they are written in a URL."""

    mode: str
    image: tuple[int, int]
    w: str | None = None
    h: str | None = None
    ar: Fraction | None = None
    gravity: str | None = None
    region: Box | None = None
    x: str | None = None
    y: str | None = None
    zoom: Fraction = Fraction(1)
    ignores_ratio: bool = False
    no_overflow: bool = False

    def length(self, written: str | None, axis: Literal[0, 1]) -> Fraction | None:
        """A number with a point is a share of the image, another one pixels."""
        if written is None:
            return None
        if written in ("iw", "ih"):
            return Fraction(self.image[written == "ih"])
        return Fraction(written) * (self.image[axis] if "." in written else 1)


@dataclass(frozen=True)
class Shown:
    """The result's size, the box of the image that it shows, and where a padded image lies."""

    size: tuple[int, int]
    box: Box
    inside: Box | None = None


def rounded(number: Fraction) -> int:
    """The nearest whole number, halves up, at least 1."""
    return max(1, floor(number + Fraction(1, 2)))


def shown(asked: Asked) -> Shown:
    """Say what is shown. Raises RefusedError."""
    width, height = map(Fraction, asked.image)
    whole = (Fraction(0), Fraction(0), width, height)
    boxed = _box(asked)
    if boxed is None:
        if asked.region is None or asked.mode not in ("crop", "thumb", "auto"):
            return Shown(asked.image, whole)
        _, _, across, down = asked.region
        size = (
            min(rounded(across / asked.zoom), asked.image[0]),
            min(rounded(down / asked.zoom), asked.image[1]),
        )
        return Shown(size, _placed(asked, Fraction(size[0]), Fraction(size[1]), Fraction(1)))
    if asked.mode in CUTTING:
        return _cut(asked, boxed)
    (box_width, box_height), (exact_width, exact_height) = boxed
    if asked.mode in ("scale", "imagga_scale"):
        if asked.no_overflow:
            box_width, box_height = min(box_width, asked.image[0]), min(box_height, asked.image[1])
        return Shown((box_width, box_height), whole)
    fit = min(exact_width / width, exact_height / height)
    scale = {
        "fit": fit,
        "pad": fit,
        "limit": min(Fraction(1), fit),
        "lpad": min(Fraction(1), fit),
        "mfit": max(Fraction(1), fit),
        "mpad": Fraction(1),
    }[asked.mode]
    if asked.no_overflow:
        scale = min(Fraction(1), scale)
    size = (rounded(width * scale), rounded(height * scale))
    if asked.mode not in PADDING:
        return Shown(size, whole)
    canvas = (box_width, box_height)
    if asked.mode == "mpad":
        canvas = (max(box_width, size[0]), max(box_height, size[1]))
    return Shown(canvas, whole, _on_canvas(asked, size, canvas))


def _box(asked: Asked) -> tuple[tuple[int, int], tuple[Fraction, Fraction]] | None:
    """Give the box, and it before the side that follows from the other was rounded."""
    width, height = map(Fraction, asked.image)
    across, down = asked.length(asked.w, 0), asked.length(asked.h, 1)
    ratio = asked.ar
    if across is None and down is None:
        if ratio is None:
            return None
        if asked.mode in ("scale", "imagga_scale", "imagga_crop"):
            raise RefusedError
        wider = ratio > width / height
        # The largest box inside, where something may be cut, else the smallest around.
        by_width = wider if asked.mode in CUTTING else not wider
        size = (
            (rounded(width), rounded(width / ratio))
            if by_width
            else (rounded(height * ratio), rounded(height))
        )
        return size, (Fraction(size[0]), Fraction(size[1]))
    exact_width, exact_height = (
        None if side is None else Fraction(rounded(side)) for side in (across, down)
    )
    if ratio is None and asked.ignores_ratio:
        exact_width, exact_height = exact_width or width, exact_height or height
    ratio = ratio or width / height
    if exact_width is None:
        assert exact_height is not None
        exact_width = max(exact_height * ratio, Fraction(1))
    if exact_height is None:
        exact_height = max(exact_width / ratio, Fraction(1))
    return (rounded(exact_width), rounded(exact_height)), (exact_width, exact_height)


def _cut(asked: Asked, boxed: tuple[tuple[int, int], tuple[Fraction, Fraction]]) -> Shown:
    width, height = map(Fraction, asked.image)
    (across, down), _ = boxed
    fill = max(across / width, down / height)
    scale = _scale(asked, across, down, fill)
    size = (min(across, rounded(width * scale)), min(down, rounded(height * scale)))
    return Shown(
        size, _placed(asked, min(size[0] / scale, width), min(size[1] / scale, height), scale)
    )


def _scale(asked: Asked, across: int, down: int, fill: Fraction) -> Fraction:
    """Give result pixels to one of the image."""
    if asked.mode == "crop":
        return Fraction(1)
    scale = fill
    if asked.mode in ("thumb", "auto", "imagga_crop"):
        if asked.region is None:
            scale = fill * asked.zoom
        else:
            filled = max(across / asked.region[2], down / asked.region[3])
            whole = min(across / asked.region[2], down / asked.region[3])
            if asked.mode == "thumb":
                scale = filled * asked.zoom
            else:
                # Midway between thumb and fill, all of the region if it can be, and not enlarged
                # while there are more pixels to show.
                middle = Fraction(sqrt(max(filled, fill) * fill))
                scale = min(middle, max(whole, fill)) * asked.zoom
                scale = min(scale, max(Fraction(1), fill))
        # Never more than there is; at the closest a pixel fills the result.
        scale = min(max(scale, fill), max(fill, Fraction(max(across, down))))
    limited = asked.mode == "lfill" or asked.no_overflow
    return min(Fraction(1), scale) if limited else scale


def _placed(asked: Asked, across: Fraction, down: Fraction, scale: Fraction) -> Box:
    """Place a box of the image's pixels; it is shifted inside."""
    width, height = map(Fraction, asked.image)
    x, y = asked.length(asked.x, 0) or Fraction(0), asked.length(asked.y, 1) or Fraction(0)
    if asked.gravity == "xy_center":
        left, top = x - across / 2, y - down / 2
    else:
        # Pixels are the result's, as those of its sides are.
        x /= 1 if asked.x and "." in asked.x else scale
        y /= 1 if asked.y and "." in asked.y else scale
        if asked.region is not None:
            left = asked.region[0] + (asked.region[2] - across) / 2 + x
            top = asked.region[1] + (asked.region[3] - down) / 2 + y
        else:
            corner = asked.mode == "crop" and (asked.x is not None or asked.y is not None)
            gravity = asked.gravity or ("north_west" if corner else "center")
            left = _aligned(COMPASS[gravity][0], width - across, x)
            top = _aligned(COMPASS[gravity][1], height - down, y)
    return (
        min(max(left, Fraction(0)), width - across),
        min(max(top, Fraction(0)), height - down),
        across,
        down,
    )


def _on_canvas(asked: Asked, size: tuple[int, int], canvas: tuple[int, int]) -> Box:
    """Place all of an image on a canvas; no part of it is pushed out."""
    offsets = asked.length(asked.x, 0) or Fraction(0), asked.length(asked.y, 1) or Fraction(0)
    places = []
    for axis, offset in enumerate(offsets):
        room = Fraction(canvas[axis] - size[axis])
        place = _aligned(COMPASS[asked.gravity or "center"][axis], room, offset)
        places.append(min(max(place, Fraction(0)), room))
    return places[0], places[1], Fraction(size[0]), Fraction(size[1])


def _aligned(side: int, room: Fraction, offset: Fraction) -> Fraction:
    """Offsets go right and down, but inwards from the east and the south."""
    return Fraction(side, 2) * room + (-offset if side == 2 else offset)
