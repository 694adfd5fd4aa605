"""What holds for every effect that is drawn, taken from the declarations themselves."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from planner.effects import tone
from planner.language.declaration import Role
from planner.language.effect import Effect, effects
from planner.language.traits import Media
from tests.photographs import astronaut
from tests.workers.executor.effects.applied import applied, numbers

SIDE = 48
_FACES = ((14, 8, 20, 24),)

#: Other ways of drawing than the example's, whose pixels are mixed elsewhere in the code.
_OTHERS = (
    *("cartoonify:50:bw", "bgremoval", "morphology:convolve:1:disk:7", "morphology:dilate"),
    *("distort:arc:90", "outline:inner:4", "outline:fill:6:50", "tint:equalize:60:red:blue"),
    *("make_transparent", "replace_color:blue", "assist_colorblind:xray", "improve:indoor"),
    *("lightroom:clarity_80", "shadow:0,x_5,y_5", "gradient_fade,x_0.3", "theme:navy"),
)


def _images(effect: Effect) -> bool:
    return effect.drawn and effect.role is Role.ACTION and Media.IMAGE in effect.media


@cache
def _written() -> tuple[str, ...]:
    """Give every effect that makes a still picture of one, as its example writes it."""
    shown = [effect for effect in effects().values() if _images(effect)]
    examples = [effect.example for effect in shown if effect.name not in ("zoompan", "loop")]
    return tuple(f"e_{text}" for text in (*examples, *_OTHERS))


def _cut_out(hidden: Callable[[tuple[int, ...]], NDArray[np.integer]]) -> Image.Image:
    """A photograph in a disc with soft edges; what is transparent hides colours."""
    values = np.asarray(astronaut().resize((SIDE, SIDE)).convert("RGBA")).copy()
    down, across = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    values[..., 3] = np.clip((SIDE * 0.37 - np.hypot(down, across)) * 90, 0, 255)
    clear = values[..., 3] == 0
    values[clear, :3] = hidden((int(clear.sum()), 3))
    return Image.fromarray(values)


def _shown(picture: Image.Image, ground: int) -> NDArray[np.float64]:
    values = numbers(picture.convert("RGBA"))
    share = values[..., 3:] / 255
    return np.asarray(values[..., :3] * share + ground * (1 - share))


@pytest.mark.parametrize("written", _written())
def test_colours_that_nobody_sees_show_in_none(written: str) -> None:
    rng = np.random.default_rng(11)
    plain = _cut_out(lambda shape: np.tile([255, 0, 0], (shape[0], 1)))
    varied = _cut_out(lambda shape: rng.integers(0, 256, shape))
    one, other = (applied(written, picture, faces=_FACES) for picture in (plain, varied))
    assert one.size == other.size
    for ground in (0, 255):
        assert np.abs(_shown(one, ground) - _shown(other, ground)).max() <= 1


#: Effects of colour alone: they are declared where tone and colour are.
_TONES = sorted(
    {effect.example for effect in vars(tone).values() if isinstance(effect, Effect)}
    | {effects()[name].example for name in ("grayscale", "blackwhite", "sepia", "negate", "art")}
    | {effects()[name].example for name in ("colorize", "replace_color", "theme", "tint")}
    | {effects()[name].example for name in ("simulate_colorblind", "assist_colorblind", "recolor")}
    | {effects()[name].example for name in ("ordered_dither", "lightroom", "vignette")}
)


@pytest.mark.parametrize("example", _TONES)
def test_effects_of_colour_leave_alpha_as_it_is(example: str) -> None:
    picture = astronaut().resize((SIDE, SIDE)).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize((SIDE, SIDE)))
    result = applied(f"e_{example}", picture)
    assert np.array_equal(numbers(result)[..., 3], numbers(picture)[..., 3])


#: All but what an opaque picture is refused for.
_OF_OPAQUE = [written for written in _written() if not written.startswith("e_dropshadow")]


@pytest.mark.parametrize("size", [(1, 1), (16, 16)])
@pytest.mark.parametrize("written", _OF_OPAQUE)
def test_opaque_pictures_of_hardly_any_pixels_are_drawn(
    written: str, size: tuple[int, int]
) -> None:
    assert min(applied(written, astronaut().resize(size), faces=_FACES).size) >= 1
