"""Tracing: a picture as a drawing of few colours, by vtracer."""

import io
import re
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
import pyvips
import vtracer
from numpy.typing import NDArray
from PIL import Image

from workers.executor.alpha import premultiplied
from workers.executor.arrays import values
from workers.executor.forms.gaussian import blurred

#: Pixels of the longer side that are traced at most.
LARGEST: Final = 1000
#: Pixels of the longer side of what the colours are chosen from.
_SAMPLE: Final = 256
#: How often the colours are moved to the middle of what has them.
_ROUNDS: Final = 8
#: Of L*, a* and b* as bytes: how far a unit reaches, and where 0 is.
_SPREAD: Final = 2.55
_MIDDLE: Final = (0, 128, 128)
#: Pixels of standard deviation that go before the coarsest tracing.
_COARSEST: Final = 2.5
#: The shortest pieces of a curve, in pixels, at all detail and at none.
_SHORT, _LONG = 3.5, 10.0
#: Rounds of smoothing of a curve at most.
_SMOOTHINGS: Final = 10
_HALF_TURN: Final = 180
#: Degrees that a line turns by before another curve begins: with all paths, and with the fewest.
_SPLICE, _JOINED = 45, 75
_VISIBLE: Final = 128

_FILL: Final = re.compile(r'fill="#([0-9A-Fa-f]{6})"')


@dataclass(frozen=True, slots=True)
class Manner:
    """How a picture is traced.

    ``colours`` is how many there are at most; ``speckle`` is the side of spots, in pixels, that
    are left out. ``detail``, ``paths`` and ``corners`` are shares from 0 to 1: of small shapes, of
    curves that are not joined to fewer, simpler ones, and of bends that stay sharp.
    """

    colours: int
    detail: float
    speckle: int
    paths: float
    corners: float


def traced(image: pyvips.Image, manner: Manner) -> bytes:
    """Give a picture as SVG, of its own size in pixels; nothing in it is not ours.

    image: 8 bit sRGB, of which what is hardly visible counts as transparent. Pixels are parted by a
    median cut of CIELAB and the means of its parts, so that colours count as eyes tell them apart;
    each part has its median colour, flat areas their own. Bends count as corners from
    180 (1 - corners)^4 degrees on, which at the usual quarter is about vtracer's own 60.
    """
    picture = _few_coloured(image, manner)
    drawing: str = vtracer.convert_raw_image_to_svg(
        _written(picture),
        img_format="png",
        colormode="color",
        hierarchical="stacked",
        mode="spline",
        filter_speckle=min(manner.speckle, min(image.width, image.height) // 4),
        color_precision=8,
        layer_difference=0,
        corner_threshold=round(_HALF_TURN * (1 - manner.corners) ** 4),
        length_threshold=_LONG + manner.detail * (_SHORT - _LONG),
        max_iterations=_SMOOTHINGS,
        splice_threshold=round(_JOINED + manner.paths * (_SPLICE - _JOINED)),
        path_precision=2,
    )
    return _recoloured(drawing, picture).encode()


def _few_coloured(image: pyvips.Image, manner: Manner) -> Image.Image:
    sigma = _COARSEST * (1 - manner.detail)
    smooth = premultiplied(image, lambda weighed: blurred(weighed, sigma)).extract_band(0, n=3)
    colours = values(image)[..., :3]
    encoded = smooth.colourspace("lab") * _SPREAD + [*_MIDDLE]
    shades = Image.fromarray(values(encoded.cast("uchar")))
    shape = values(image[3]) >= _VISIBLE if image.hasalpha() else None
    kinds = shades.quantize(
        palette=_palette(np.asarray(shades), shape, manner.colours), dither=Image.Dither.NONE
    )
    indices = np.asarray(kinds)
    seen = np.ones(indices.shape, dtype=np.bool_) if shape is None else shape
    table = np.zeros((256, 3), dtype=np.uint8)
    for kind in np.unique(indices[seen]):
        table[kind] = np.median(colours[seen & (indices == kind)], axis=0)
    plain = Image.fromarray(table[indices])
    if shape is not None:
        plain.putalpha(Image.fromarray(shape))
    return plain


def _palette(
    shades: NDArray[np.uint8], shape: NDArray[np.bool_] | None, colours: int
) -> Image.Image:
    """Choose shades by some of the pixels, of those in the shape if there is one."""
    step = ceil(max(shades.shape) / _SAMPLE)
    sample = shades[::step, ::step]
    inside = None if shape is None else shape[::step, ::step]
    if inside is not None and inside.any():
        sample = sample[np.newaxis, inside]
    return Image.fromarray(np.ascontiguousarray(sample)).quantize(
        colours, Image.Quantize.MEDIANCUT, kmeans=_ROUNDS
    )


def _written(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=0)
    return buffer.getvalue()


def _recoloured(drawing: str, picture: Image.Image) -> str:
    """Give areas the nearest colour of the picture: what has swallowed spots has mixed them in."""
    seen = picture.convert("RGBA").getcolors(picture.width * picture.height) or []
    colours = np.array([colour for _, colour in seen])
    known = colours[colours[:, 3] > 0, :3]

    def nearest(found: re.Match[str]) -> str:
        off = known - list(bytes.fromhex(found[1]))
        return f'fill="#{bytes(known[(off * off).sum(axis=1).argmin()].tolist()).hex()}"'

    return _FILL.sub(nearest, drawing) if len(known) else drawing
