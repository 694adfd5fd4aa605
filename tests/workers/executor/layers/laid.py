"""Layers in tests: a transformation with its assets, from derivation to the pixels."""

import io
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from planner.derivation import derive, plan_leaf
from planner.facts import AssetFacts, Client, ContentFacts
from planner.layers.assets import AssetName
from planner.transformation import parse
from tests.photographs import encoded
from tests.planner.plans import asset
from workers.executor.limits import Limits
from workers.executor.rendering import render

Pixels = NDArray[np.float64]
Layers = Mapping[str, Image.Image | bytes]

RED = (255, 0, 0, 255)
GREEN = (0, 255, 0, 255)
BLUE = (0, 0, 255, 255)
CLEAR = (0, 0, 0, 0)
WHITE = (255, 255, 255, 255)


def flat(width: int, height: int, colour: tuple[int, int, int, int]) -> Image.Image:
    """A picture of one colour; without alpha where that is opaque."""
    picture = Image.new("RGBA", (width, height), colour)
    return picture if colour[3] < 255 else picture.convert("RGB")


def laid(
    transformation: str,
    base: Image.Image,
    layers: Layers | None = None,
    *,
    output: str = "png",
    **named: Image.Image | bytes,
) -> Image.Image:
    """Render a transformation of a base as a URL asks for it, with layers by their public IDs."""
    shown = {**(layers or {}), **named}
    data = laid_file(transformation, encoded(base, "PNG"), _facts("base", base), output, shown)
    with Image.open(io.BytesIO(data)) as drawn:
        return drawn.convert("RGBA" if drawn.has_transparency_data else "RGB")


def laid_file(
    transformation: str,
    base: bytes,
    facts: AssetFacts,
    output: str,
    layers: Layers,
) -> bytes:
    """Render to a file; the plan is made as a worker makes it."""
    known = {name: _facts(name, layer) for name, layer in layers.items()}
    stored = {
        name: layer if isinstance(layer, bytes) else encoded(layer, "PNG")
        for name, layer in layers.items()
    }

    def lookup(name: AssetName) -> AssetFacts | None:
        return known.get(name.public_id)

    def originals(content: ContentFacts) -> memoryview:
        return memoryview(stored[content.asset_id])

    derived = derive(parse(transformation), output, facts, Client(), lookup)
    plan = plan_leaf(derived.leaf, facts.of_content())
    assert plan == derived.plan
    return render(memoryview(base), plan, Limits(), originals).data


def pixels(picture: Image.Image) -> Pixels:
    """Rows, columns, red green blue alpha, 0 to 255."""
    return np.asarray(picture.convert("RGBA"), dtype=np.float64)


def box(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what holds; all between has to hold, too."""
    rows, columns = np.nonzero(mask)
    left, top = int(columns.min()), int(rows.min())
    right, bottom = int(columns.max()) + 1, int(rows.max()) + 1
    assert mask[top:bottom, left:right].all()
    return left, top, right, bottom


def where(picture: Image.Image, colour: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Give the box that a picture has in a colour: no pixel of it is elsewhere."""
    return box((pixels(picture) == colour).all(axis=2))


def _facts(name: str, picture: Image.Image | bytes) -> AssetFacts:
    if isinstance(picture, bytes):
        return _told(picture, name)
    alpha = picture.mode == "RGBA"
    return asset(
        *picture.size, asset_id=name, version_id=f"{name}-1", format="png", has_alpha=alpha
    )


def _told(file: bytes, name: str) -> AssetFacts:
    """Give what an upload of a file tells: of what is no picture, nothing."""
    try:
        with Image.open(io.BytesIO(file)) as picture:
            size, kind = picture.size, (picture.format or "").lower()
            pages = getattr(picture, "n_frames", 1)
    except UnidentifiedImageError:
        size, kind, pages = (1, 1), "", 1
    return asset(*size, asset_id=name, version_id=f"{name}-1", format=kind, pages=pages)
