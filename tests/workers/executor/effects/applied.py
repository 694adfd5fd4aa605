"""Effects in tests: applied to a picture as a URL asks for them, between two of Pillow's."""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.photographs import encoded
from tests.planner.plans import asset, planned
from workers.executor.limits import Limits
from workers.executor.rendering import render


def applied(transformation: str, picture: Image.Image, **known: Any) -> Image.Image:
    """Render a transformation of a picture, without loss; RGB, or RGBA where it has alpha.

    known: facts of the asset that do not follow from the picture.
    """
    has_alpha = picture.mode == "RGBA"
    source = asset(*picture.size, format="png", has_alpha=has_alpha, **known)
    plan = planned(transformation, source)
    result = render(memoryview(encoded(picture, "PNG")), plan, Limits())
    with Image.open(io.BytesIO(result.data)) as drawn:
        return drawn.convert("RGBA" if drawn.has_transparency_data else "RGB")


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures are of one size and mode, and equal in every pixel."""
    return (one.mode, one.size) == (other.mode, other.size) and one.tobytes() == other.tobytes()


def numbers(picture: Image.Image) -> NDArray[np.float64]:
    """Give rows, columns and bands, 0 to 255."""
    return np.asarray(picture, dtype=np.float64)
