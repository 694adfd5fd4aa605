"""The box of a picture that a resize shows, read back from the pixels, against the rules.

Red is as bright as a pixel lies right, green as it lies low: scaling keeps both straight lines.
"""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.photographs import encoded
from tests.planner.geometry.rules import COMPASS, CUTTING, Asked, shown
from tests.planner.plans import asset, planned
from tests.workers.executor.pictures import opened
from workers.executor.limits import Limits
from workers.executor.rendering import render

_MODES = ("fill", "lfill", "crop", "thumb", "auto", "pad", "lpad", "mpad", "fit", "scale")


def _slope(width: int, height: int) -> bytes:
    down, across = np.mgrid[0:height, 0:width]
    pixels = np.stack([across, down, np.zeros_like(across)], -1).astype(np.uint8)
    return encoded(Image.fromarray(pixels), "PNG")


def _drawn(random: Random) -> tuple[Asked, str, tuple[int, int, int, int] | None]:
    """Draw a resize of a picture that is not too small to be read."""
    mode = random.choice(_MODES)
    image = random.choice((40, 101, 160, 250)), random.choice((40, 90, 180, 250))
    width, height = (
        random.choice((str(random.randint(20, 300)), "0.5", "0.8", "1.2")) for _ in image
    )
    one_side = random.random() < 0.3
    area, gravity, zoom, x, y = None, None, None, None, None
    if mode in CUTTING:
        x, y = random.choice((None, "5", "-9", "0.1")), random.choice((None, "8", "-20", "0.2"))
        if random.random() < 0.5:
            across, down = random.randint(8, image[0]), random.randint(8, image[1])
            corner = random.randint(0, image[0] - across), random.randint(0, image[1] - down)
            area = (*corner, across, down)
        else:
            gravity = random.choice([*COMPASS, "xy_center"])
        zoom = random.choice((None, "1.5", "0.7")) if mode in ("thumb", "auto") else None
    asked = Asked(
        mode=mode,
        image=image,
        w=width,
        h=None if one_side else height,
        gravity=gravity,
        region=None if area is None else tuple(map(Fraction, area)),  # type: ignore[arg-type] # - of four
        x=x,
        y=y,
        zoom=Fraction(zoom or 1),
    )
    words = {"c": mode, "w": width, "h": asked.h, "x": x, "y": y, "z": zoom}
    words["g"] = gravity if area is None else "custom"
    return asked, ",".join(f"{key}_{word}" for key, word in words.items() if word), area


def _off(profile: NDArray[np.float64], start: float, length: float) -> float:
    """Give how far pixels are from what they should show, in pixels of the image or the result.

    At the edges the slope ends, and with it what is known of interpolation.
    """
    count = len(profile)
    expected = start + (np.arange(count) + 0.5) * length / count - 0.5
    edge = max(3, int(4 * count / length) + 1)
    inner = np.abs(profile - expected)[edge:-edge]
    return float(inner.max() / max(1, length / count)) if inner.size else 0.0


@pytest.mark.parametrize("seed", range(5))
def test_pixels_show_the_box_that_the_rules_say(seed: int) -> None:
    """S4-001 S4-024: of ten resizes."""
    random = Random(seed)
    for _ in range(10):
        asked, text, area = _drawn(random)
        expected = shown(asked)
        source = asset(*asked.image, format="png", custom_coordinates=(area,) if area else ())
        data = render(memoryview(_slope(*asked.image)), planned(text, source), Limits()).data
        picture = opened(data)
        assert picture.size == expected.size, text
        found = np.asarray(picture.convert("RGBA"), dtype=np.float64)
        if expected.inside is not None:
            left, top, width, height = (round(float(side)) for side in expected.inside)
            found = found[top : top + height, left : left + width]
        for axis in (0, 1):
            profile = np.median(found[..., axis], axis=axis)
            start, length = float(expected.box[axis]), float(expected.box[axis + 2])
            assert _off(profile, start, length) < 1.6, (asked.image, text)
