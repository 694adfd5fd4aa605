"""Vectorize: the image as a drawing of areas of few colours."""

import re
from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.forms.tracing import LARGEST, Manner, traced
from workers.executor.svg.vocabulary import SVG

_FULL: Final = 100
_ALL_DETAIL: Final = 1000
_OPAQUE: Final = 255

_PATH: Final = re.compile(rb"<path [^>]*/>")


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Trace the image, scaled down to 1000 pixels where it is larger, and draw that in its size.

    One pixel has no areas to trace.
    """
    if image.width == image.height == 1:
        return image
    drawn = pyvips.Image.thumbnail_buffer(
        drawing(image, step), image.width, height=image.height, size="force"
    )
    return drawn if image.hasalpha() else drawn.flatten(background=[255])


def drawing(image: pyvips.Image, step: ApplyEffect) -> bytes:
    """Give the tracing itself as SVG, of the image's size; what was opaque lies on white."""
    # In memory: it is traced as a whole.
    image = image.copy_memory()
    small = image
    if max(image.width, image.height) > LARGEST:
        small = image.thumbnail_image(LARGEST, height=LARGEST)
    ground = "" if image.hasalpha() else '<rect width="100%" height="100%" fill="#ffffff"/>'
    head = (
        f'<svg xmlns="{SVG}" width="{image.width}" height="{image.height}" '
        f'viewBox="0 0 {small.width} {small.height}" preserveAspectRatio="none">{ground}'
    )
    return head.encode() + _areas(small, step) + b"</svg>"


def _areas(image: pyvips.Image, step: ApplyEffect) -> bytes:
    """Give the areas of a small picture; one pixel is one itself."""
    if image.width == image.height == 1:
        red, green, blue, *alpha = image.getpoint(0, 0)
        seen = alpha[0] / _OPAQUE if alpha else 1
        fill = bytes(map(round, (red, green, blue))).hex()
        return f'<rect width="1" height="1" fill="#{fill}" fill-opacity="{seen:.4g}"/>'.encode()
    colours, detail, despeckle, paths, corners = step.arguments
    manner = Manner(
        colours=round(colours),
        detail=detail / _ALL_DETAIL,
        speckle=round(despeckle),
        paths=paths / _FULL,
        corners=corners / _FULL,
    )
    return b"".join(_PATH.findall(traced(image, manner)))
