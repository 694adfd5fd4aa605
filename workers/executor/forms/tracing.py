"""Tracing: a picture as a drawing of few colours, by vtracer."""

import io
import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyvips
import vtracer
from PIL import Image

from workers.executor.alpha import premultiplied
from workers.executor.arrays import values
from workers.executor.forms.gaussian import blurred

#: Pixels of the longer side that are traced at most.
LARGEST: Final = 1000
#: Pixels of the longer side of what the colours are chosen from.
_SAMPLE: Final = 256
#: How often the colours are moved to the middle of what has them.
_ROUNDS: Final = 4
#: Pixels of standard deviation that go before the coarsest tracing.
_COARSEST: Final = 2.5
#: The shortest pieces of a curve, in pixels, at all detail and at none.
_SHORT, _LONG = 3.5, 10.0
#: Rounds of smoothing of a curve at most.
_SMOOTHINGS: Final = 10
_HALF_TURN: Final = 180
_VISIBLE: Final = 128

_FILL: Final = re.compile(r'fill="#([0-9A-Fa-f]{6})"')


@dataclass(frozen=True, slots=True)
class Manner:
    """How a picture is traced.

    ``colours`` is how many there are at most; ``speckle`` is the side of spots, in pixels, that
    are left out. ``detail``, ``paths`` and ``corners`` are shares from 0 to 1: of small shapes, of
    smoothness (at 0 all lines are straight), and of bends that stay sharp.
    """

    colours: int
    detail: float
    speckle: int
    paths: float
    corners: float


def traced(image: pyvips.Image, manner: Manner) -> bytes:
    """Give a picture as SVG, of its own size in pixels; nothing in it is not ours.

    image: 8 bit sRGB, of which what is hardly visible counts as transparent. The colours are those
    of a median cut, moved to the means of what they stand for. Bends count as corners from
    180 (1 - corners)^4 degrees on, which at the usual quarter is about vtracer's own 60.
    """
    picture = _few_coloured(image, manner)
    drawing: str = vtracer.convert_raw_image_to_svg(
        _written(picture),
        img_format="png",
        colormode="color",
        hierarchical="stacked",
        mode="spline" if manner.paths else "polygon",
        filter_speckle=min(manner.speckle, min(image.width, image.height) // 4),
        color_precision=8,
        layer_difference=0,
        corner_threshold=round(_HALF_TURN * (1 - manner.corners) ** 4),
        length_threshold=_LONG + manner.detail * (_SHORT - _LONG),
        max_iterations=max(1, round(manner.paths * _SMOOTHINGS)),
        path_precision=2,
    )
    return _recoloured(drawing, picture).encode()


def _few_coloured(image: pyvips.Image, manner: Manner) -> Image.Image:
    sigma = _COARSEST * (1 - manner.detail)
    smooth = premultiplied(image, lambda weighed: blurred(weighed, sigma))
    picture = Image.fromarray(values(smooth.extract_band(0, n=3)))
    sample = picture.copy()
    sample.thumbnail((_SAMPLE, _SAMPLE))
    palette = sample.quantize(manner.colours, Image.Quantize.MEDIANCUT, kmeans=_ROUNDS)
    plain = picture.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")
    if image.hasalpha():
        plain.putalpha(Image.fromarray(values(image[3] >= _VISIBLE)))
    return plain


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
