"""Clipping paths: what of a picture lies inside outlines that are kept in its file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pyvips

from planner.source_views import Clip
from workers.errors import RenderRefused
from workers.executor.alpha import with_alpha
from workers.executor.survey.paths import (
    Curve,
    Point,
    clipping_name,
    path_of,
    paths_of,
    segments,
)
from workers.executor.survey.photoshop import Resource, resources
from workers.executor.svg.vocabulary import SVG

#: Pixels of a side that librsvg draws.
_LONGEST: Final = 30_000
_OPAQUE: Final = 255
#: Paths that a picture is clipped by at once.
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Outline:
    """Paths as SVG writes them, on a picture of one by one, and how they are filled.

    Of ``inverted`` ones it is what they do not enclose that counts.
    """

    paths: tuple[str, ...]
    even_odd: bool
    inverted: tuple[str, ...] = ()


def outline(kind: str, data: memoryview, clip: Clip) -> Outline:
    """Find the paths that a file is to be clipped by.

    They are those asked for, by name or number; else the one that the file says it is clipped by;
    else the first. Raises RenderRefused (400) where there is none.
    """
    known = resources(kind, data)
    paths = paths_of(known)
    if not paths:
        raise RenderRefused(400, "The image has no clipping path")
    chosen = _chosen(paths, known, clip)
    if len(chosen) > _MOST:
        raise RenderRefused(400, f"An image is clipped by at most {_MOST} paths, not {len(chosen)}")
    read = [path_of(path) for path in chosen]
    kept, left_out = (
        tuple("".join(map(_written, path.curves)) for path in read if path.inverted is inverted)
        for inverted in (False, True)
    )
    return Outline(kept, clip.even_odd, left_out)


def clipped(image: pyvips.Image, by: Outline) -> pyvips.Image:
    """Make transparent what an outline does not enclose, at soft edges."""
    image = with_alpha(image)
    alpha = image[image.bands - 1] * (_mask(by, image.width, image.height) / _OPAQUE)
    colours = image.extract_band(0, n=image.bands - 1)
    together = colours.bandjoin(alpha.rint().cast(image.format))
    return together.copy(interpretation=image.interpretation)


def _mask(by: Outline, width: int, height: int) -> pyvips.Image:
    """Draw an outline: how much of each pixel it encloses, from 0 to 255.

    Of several paths each covers its share of what the others leave.
    """
    scale = min(1.0, _LONGEST / max(width, height))
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    masks = [_filled(by.paths, across, down, even_odd=by.even_odd)] if by.paths else []
    masks += [_filled((path,), across, down, even_odd=by.even_odd).invert() for path in by.inverted]
    mask, *others = masks
    for other in others:
        mask = (_OPAQUE - mask.invert() * other.invert() / _OPAQUE).rint().cast("uchar")
    if (mask.width, mask.height) == (width, height):
        return mask
    return mask.resize(width / mask.width, vscale=height / mask.height)


def _filled(paths: Iterable[str], across: int, down: int, *, even_odd: bool) -> pyvips.Image:
    rule = "evenodd" if even_odd else "nonzero"
    shapes = "".join(f'<path fill-rule="{rule}" d="{path}"/>' for path in paths)
    drawing = (
        f'<svg xmlns="{SVG}" width="{across}" height="{down}" viewBox="0 0 1 1" '
        f'preserveAspectRatio="none">{shapes}</svg>'
    )
    # 72 dots an inch are libvips' one pixel for each pixel.
    drawn = pyvips.Image.svgload_buffer(drawing.encode(), access="sequential", unlimited=True)
    mask: pyvips.Image = drawn[3]
    return mask


def _chosen(paths: Sequence[Resource], known: Sequence[Resource], clip: Clip) -> Sequence[Resource]:
    names = {path.name: path for path in reversed(paths)}
    if not clip.paths:
        return (names.get(clipping_name(known), paths[0]),)
    chosen: list[Resource] = []
    for asked in clip.paths:
        if isinstance(asked, str):
            if asked not in names:
                raise RenderRefused(
                    400, f"The image has no path of this name; it has {', '.join(sorted(names))}"
                )
            chosen.append(names[asked])
            continue
        first, last = asked
        if (beyond := last or first) > len(paths):
            raise RenderRefused(400, f"There is no path {beyond}; the image has {len(paths)}")
        chosen += paths[first - 1 : last or len(paths)]
    return list({id(path): path for path in chosen}.values())


def _written(curve: Curve) -> str:
    """Write a closed curve through knots."""
    path = f"M{_shown(curve[0][1])}"
    for _, leaving, arriving, end in segments(curve):
        path += f"C{_shown(leaving)} {_shown(arriving)} {_shown(end)}"
    return path + "Z"


def _shown(point: Point) -> str:
    return f"{point[0]:.8f},{point[1]:.8f}"
