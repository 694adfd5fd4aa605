"""Blends: what becomes of the pixels of base and layer, by formulas in numpy."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from planner.effects import blends as declared_blends
from planner.errors import NotRenderedYet, TransformationError
from planner.language.declaration import Role
from planner.language.effect import effects
from planner.language.flag import flags
from tests.photographs import astronaut, encoded, rocket
from tests.planner.plans import asset
from tests.workers.executor.layers.laid import BLUE, RED, Pixels, flat, laid, laid_file, pixels
from workers.executor.steps import apply_layer

Blend = Callable[[Pixels, Pixels], Pixels]


def _ramps(width: int, height: int) -> Image.Image:
    """A photograph whose alpha grows from left to right, from nothing to all."""
    picture = astronaut().resize((width, height)).convert("RGBA")
    alpha = np.tile(np.linspace(0, 255, width).astype(np.uint8), (height, 1))
    picture.putalpha(Image.fromarray(alpha))
    return picture


PHOTOGRAPH = rocket(120, 80)
FADED = _ramps(120, 80).transpose(Image.Transpose.ROTATE_180)
LAYER = _ramps(60, 40)
BASES = pytest.mark.parametrize("base", [PHOTOGRAPH, FADED], ids=["opaque", "transparent"])


def _laid_out(layer: Image.Image, base: Image.Image, left: int, top: int) -> Image.Image:
    canvas = Image.new("RGBA", base.size)
    canvas.paste(layer.convert("RGBA"), (left, top))
    return canvas


def _blended(base: Pixels, layer: Pixels, blend: Blend) -> Pixels:
    """W3C's Compositing and Blending, 5.1 and 10: the formula of every blend mode."""
    backdrop, source = base[..., :3] / 255, layer[..., :3] / 255
    below, above = base[..., 3:] / 255, layer[..., 3:] / 255
    alpha = above + below * (1 - above)
    colours = (
        (1 - below) * above * source
        + below * above * blend(backdrop, source)
        + (1 - above) * below * backdrop
    )
    seen = np.divide(colours, alpha, out=np.zeros_like(colours), where=alpha > 0)
    return np.concatenate([seen, alpha], axis=2) * 255


def _overlay(backdrop: Pixels, source: Pixels) -> Pixels:
    dark, light = 2 * backdrop * source, 1 - 2 * (1 - backdrop) * (1 - source)
    return np.where(backdrop <= 0.5, dark, light)


FORMULAS: dict[str, Blend] = {
    "": lambda _, source: source,
    "e_multiply,": lambda backdrop, source: backdrop * source,
    "e_screen,": lambda backdrop, source: backdrop + source - backdrop * source,
    "e_overlay,": _overlay,
}


def _apart(result: Image.Image, expected: Pixels) -> float:
    """The largest difference of a channel, of colours by how opaque they are."""
    seen = pixels(result)
    share = expected[..., 3:] / 255
    return float(
        max(np.abs((seen - expected)[..., :3] * share).max(), np.abs(seen - expected)[..., 3].max())
    )


@BASES
@pytest.mark.parametrize("blend", FORMULAS)
@pytest.mark.parametrize("size", [(60, 40), (30, 20)], ids=["large", "small"])
def test_a_blend_follows_its_formula(blend: str, base: Image.Image, size: tuple[int, int]) -> None:
    layer = LAYER if size == LAYER.size else _ramps(*size)
    result = laid(f"l_a/{blend}fl_layer_apply,g_south_east,x_7,y_3", base, a=layer)
    canvas = _laid_out(layer, base, 113 - size[0], 77 - size[1])
    expected = _blended(pixels(base), pixels(canvas), FORMULAS[blend])
    assert _apart(result, expected) <= 1.5
    assert result.mode == base.mode


@BASES
@pytest.mark.parametrize("blend", FORMULAS)
@pytest.mark.parametrize("gravity", ["north_west", "south_east", "north_east"])
def test_what_overhangs_of_a_layer_is_cut_off(blend: str, base: Image.Image, gravity: str) -> None:
    how = f"{blend}fl_layer_apply.no_overflow,g_{gravity},x_-11,y_-9"
    left = -11 if gravity == "north_west" else 120 - 30 + 11
    top = -9 if gravity.startswith("north") else 80 - 20 + 9
    layer = _ramps(30, 20)
    expected = _blended(pixels(base), pixels(_laid_out(layer, base, left, top)), FORMULAS[blend])
    assert _apart(laid(f"l_a/{how}", base, a=layer), expected) <= 1.5


@BASES
@pytest.mark.parametrize(
    "blend", [*FORMULAS, "e_cut_out,", "e_displace,x_50,y_50,", "e_anti_removal,"]
)
def test_what_is_transparent_of_a_layer_changes_nothing(blend: str, base: Image.Image) -> None:
    layer = flat(60, 40, (255, 0, 90, 0))
    result = laid(f"l_a/{blend}fl_layer_apply", base, a=layer)
    expected = pixels(base)
    expected[expected[..., 3] == 0] = 0
    assert _apart(result, expected) <= 1.5


@BASES
def test_a_cutter_leaves_what_the_layer_covers(base: Image.Image) -> None:
    result = laid("l_a/fl_cutter.layer_apply,g_west,x_10", base, a=LAYER)
    expected = pixels(base)
    expected[..., 3] *= pixels(_laid_out(LAYER, base, 10, 20))[..., 3] / 255
    assert _apart(result, expected) <= 0.5
    assert result.size == base.size


@BASES
def test_what_is_cut_out_is_what_the_layer_covers(base: Image.Image) -> None:
    result = laid("l_a/e_cut_out,fl_layer_apply,g_west,x_10", base, a=LAYER)
    expected = pixels(base)
    expected[..., 3] *= 1 - pixels(_laid_out(LAYER, base, 10, 20))[..., 3] / 255
    assert _apart(result, expected) <= 0.5


@BASES
def test_a_mask_shows_the_base_as_far_as_the_layer_is_light(base: Image.Image) -> None:
    result = laid("l_a/e_mask,fl_layer_apply,g_north_east", base, a=LAYER)
    mask = pixels(_laid_out(LAYER, base, 60, 0)) / 255
    expected = pixels(base)
    expected[..., 3] *= mask[..., :3] @ (0.2126, 0.7152, 0.0722) * mask[..., 3]
    assert _apart(result, expected) <= 1


@pytest.mark.parametrize(
    "how", ["fl_cutter.layer_apply", "e_mask,fl_layer_apply", "e_displace,fl_layer_apply,x_9"]
)
def test_what_shapes_the_image_never_grows_its_canvas(how: str) -> None:
    result = laid(f"l_a/c_scale,w_200/{how}", PHOTOGRAPH, a=LAYER)
    assert result.size == PHOTOGRAPH.size


@pytest.mark.parametrize(
    "how", ["fl_cutter.layer_apply", "e_cut_out,fl_layer_apply", "e_mask,fl_layer_apply"]
)
def test_an_underlay_shapes_the_image_as_a_layer_does(how: str) -> None:
    over, under = (laid(f"{key}_a/{how}", PHOTOGRAPH, a=LAYER) for key in "lu")
    assert over.tobytes() == under.tobytes()


@pytest.mark.parametrize(
    ("written", "x", "y"),
    [("x_10,y_-25", 10, -25), ("x_0,y_30", 0, 30), ("x_999,y_999", 999, 999), ("x_0.1", 12, 0)],
)
def test_a_displacement_moves_pixels_by_red_and_green(written: str, x: float, y: float) -> None:
    """The formula of the reference; what is here was (127 - red) * x / 127 left of here."""
    shades = np.dstack(
        [
            np.tile(np.linspace(0, 255, 120), (80, 1)),
            np.tile(np.linspace(255, 0, 80)[:, None], (1, 120)),
            np.full((80, 120), 200.0),
        ]
    ).astype(np.uint8)
    result = laid(f"l_a/e_displace,fl_layer_apply,{written}", PHOTOGRAPH, a=Image.fromarray(shades))
    rows, columns = np.mgrid[:80, :120]
    red, green = shades[..., 0].astype(float), shades[..., 1].astype(float)
    places = [rows - (127 - green) * y / 127, columns - (127 - red) * x / 127]
    seen = pixels(result)
    for band in range(3):
        expected = ndimage.map_coordinates(
            pixels(PHOTOGRAPH)[..., band], places, order=1, mode="nearest"
        )
        assert np.abs(seen[..., band] - expected).max() <= 1.01
    assert result.mode == "RGB"


@pytest.mark.parametrize(("red", "moved"), [(0, 30), (127, 0), (254, -30)])
def test_dark_red_moves_to_the_right(red: int, moved: int) -> None:
    base = flat(100, 20, BLUE)
    base.paste(RED[:3], (50, 0, 51, 20))
    result = laid(
        "l_a/e_displace,fl_layer_apply,x_30,y_0", base, a=flat(100, 20, (red, 127, 0, 255))
    )
    assert np.flatnonzero((pixels(result)[10] == RED).all(axis=1)).tolist() == [50 + moved]


def test_a_displacement_follows_the_pixel_ratio() -> None:
    base = flat(100, 20, BLUE)
    base.paste(RED[:3], (50, 0, 100, 20))
    written = "c_scale,w_100/l_a/c_scale,w_100/e_displace,fl_layer_apply,x_30,y_0/dpr_2.0"
    row = pixels(laid(written, base, a=flat(100, 20, (0, 127, 0, 255))))[20]
    assert (row[:158] == BLUE).all()
    assert (row[162:] == RED).all()


@pytest.mark.parametrize("written", ["x_1000,y_0", "x_5,y_-1000", "x_9.0"])
def test_a_displacement_beyond_its_range_is_refused(written: str) -> None:
    with pytest.raises(TransformationError, match="-999 to 999") as caught:
        laid(f"l_a/e_displace,fl_layer_apply,{written}", PHOTOGRAPH, a=LAYER)
    assert caught.value.status == 400
    assert caught.value.parameter in ("x", "y")


def _grid() -> Image.Image:
    rows, columns = np.mgrid[:80, :120]
    ink = (rows % 8 == 0) | (columns % 12 == 0)
    return Image.fromarray(np.where(ink, 0, 255).astype(np.uint8)).convert("RGB")


def _watermark(name: str = "base", level: str = "") -> Pixels:
    """A grid of lines laid on white, on which any bend is seen."""
    facts = asset(200, 100, format="png", asset_id=name, version_id=f"{name}-1")
    data = laid_file(
        f"l_a/e_anti_removal{level},fl_layer_apply",
        encoded(flat(200, 100, (255, 255, 255, 255)), "PNG"),
        facts,
        "png",
        {"a": _grid()},
    )
    return pixels(Image.open(io.BytesIO(data)))


def test_a_layer_that_is_hard_to_remove_is_bent_a_little_in_its_box() -> None:
    plain = pixels(laid("l_a/fl_layer_apply", flat(200, 100, (255,) * 4), a=_grid()))
    bends = [np.abs(_watermark(level=level) - plain).mean() for level in (":1", ":20", "", ":100")]
    assert bends == sorted(bends)
    assert bends[0] > 0
    seen = _watermark(level=":100")
    outside = np.ones(seen.shape[:2], dtype=bool)
    outside[10:90, 40:160] = False
    assert (seen[outside] == 255).all()
    # No line is torn or doubled: as much ink as before, at most 3 pixels away from where it was.
    ink, was = 255 - seen[10:90, 40:160, 0], 255 - plain[10:90, 40:160, 0]
    assert ink.sum() == pytest.approx(was.sum(), rel=0.05)
    near = ndimage.maximum_filter(was, size=7)
    assert (ink <= near + 1).all()


def test_a_layer_is_bent_in_the_same_way_on_one_image_and_in_others_on_others() -> None:
    assert (_watermark("one") == _watermark("one")).all()
    assert np.abs(_watermark("one") - _watermark("two")).mean() > 1


def test_every_blend_that_is_declared_as_drawn_has_a_drawing_and_no_other_has() -> None:
    drawn = {
        name
        for name, effect in effects().items()
        if effect.drawn
        and effect.role is Role.QUALIFIER
        and vars(declared_blends).get(name.upper())
    }
    assert set(apply_layer.blendings()) == drawn | {"over", "cutter"}
    assert flags()["cutter"].drawn


def test_a_way_of_laying_on_that_is_not_drawn_is_told_so() -> None:
    with pytest.raises(NotRenderedYet, match="not drawn yet") as caught:
        laid("l_a/e_style_transfer,fl_layer_apply", PHOTOGRAPH, a=LAYER)
    assert caught.value.status == 501


def test_a_layer_is_laid_on_in_one_way() -> None:
    with pytest.raises(TransformationError, match="fl_cutter and e_multiply") as caught:
        laid("l_a/e_multiply,fl_cutter.layer_apply", PHOTOGRAPH, a=LAYER)
    assert caught.value.status == 400
