"""What holds for every filter and shape effect."""

import numpy as np
import pytest
from PIL import Image

from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers

_FILTERS = ["blur", "blur_region", "pixelate", "pixelate_region", "sharpen", "unsharp_mask"]
_FILTERS += ["vignette", "morphology"]
_SHAPES = ["shear:10:5", "distort:0:0:9:1:8:9:1:8", "distort:arc:90", "shadow", "outline"]
_SHAPES += ["gradient_fade", "make_transparent", "bgremoval", "bgremoval:screen", "dropshadow"]


@pytest.mark.parametrize("name", _FILTERS)
def test_filters_leave_alpha_alone(name: str) -> None:
    picture = rocket(61, 41).convert("RGBA")
    alpha = Image.fromarray(np.tile(np.arange(61, dtype=np.uint8) * 4, (41, 1)))
    picture.putalpha(alpha)
    result = applied(f"e_{name}", picture)
    if name in ("blur", "blur_region", "pixelate", "pixelate_region"):
        assert np.abs(numbers(result)[20, 10:-10, 3] - numbers(picture)[20, 10:-10, 3]).max() <= 8
    else:
        assert result.getchannel("A").tobytes() == alpha.tobytes()


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (7, 1), (3, 5)])
@pytest.mark.parametrize("name", [*_FILTERS, *_SHAPES])
def test_the_smallest_images_are_drawn(name: str, size: tuple[int, int]) -> None:
    picture = Image.new("RGBA", size, (200, 100, 50, 255))
    drawn = applied(f"e_{name}", picture)
    if name in _FILTERS and name != "vignette":
        assert np.abs(numbers(drawn.convert("RGB")) - (200, 100, 50)).max() <= 1
