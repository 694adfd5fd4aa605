"""What holds for every filter and shape effect."""

import numpy as np
import pytest
from PIL import Image

from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers

#: What mixes alpha as it mixes colours.
_SOFT = ["blur", "blur_region", "pixelate", "pixelate_region"]
_FILTERS = ["sharpen", "unsharp_mask", "vignette", "morphology", "morphology:convolve"]
_FILTERS += ["oil_paint", "cartoonify", "cartoonify:50:bw"]
#: What leaves even colours nearly as they are.
_EVEN = [*_SOFT, "sharpen", "unsharp_mask", "morphology", "oil_paint", "vectorize"]
_SHAPES = ["shear:10:5", "distort:0:0:9:1:8:9:1:8", "distort:arc:90", "shadow", "outline"]
_SHAPES += ["gradient_fade", "make_transparent", "bgremoval", "bgremoval:screen", "dropshadow"]
_SHAPES += ["vectorize"]
_ALL = [*_SOFT, *_FILTERS, *_SHAPES]
_LARGE = ["blur_region,h_300,y_200", "pixelate_region:9,h_300,y_200", "blur:2000"]
_LARGE += ["morphology:convolve:1:disk:9", "outline:fill"]


@pytest.mark.parametrize("name", [*_SOFT, *_FILTERS])
def test_filters_leave_alpha_alone_or_as_even_as_it_was(name: str) -> None:
    picture = rocket(61, 41).convert("RGBA")
    alpha = Image.fromarray(np.tile(np.arange(61, dtype=np.uint8) * 4, (41, 1)))
    picture.putalpha(alpha)
    result = numbers(applied(f"e_{name}", picture))
    off = np.abs(result - numbers(picture))[:, 10:-10, 3].max()
    assert off <= (8 if name in _SOFT else 0)


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (3, 5)])
@pytest.mark.parametrize("name", _ALL)
def test_the_smallest_images_are_drawn(name: str, size: tuple[int, int]) -> None:
    drawn = applied(f"e_{name}", Image.new("RGBA", size, (200, 100, 50, 255)))
    if name in _EVEN:
        assert np.abs(numbers(drawn.convert("RGB")) - (200, 100, 50)).max() <= 4


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        (name, mode)
        for name in (*_ALL, *_LARGE)
        for mode in ("RGB", "RGBA")
        if (name, mode) != ("dropshadow", "RGB")
    ],
)
def test_tall_images_are_read_once_from_the_top(name: str, mode: str) -> None:
    """libvips refuses to read a row of a file again that it has let go of."""
    picture = rocket(24, 900).convert(mode)
    if mode == "RGBA":
        picture.paste((0, 0, 0, 0), (0, 0, 24, 30))
    assert applied(f"e_{name}", picture).size[0] >= 9
