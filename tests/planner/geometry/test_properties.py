"""What holds of resizing for every image and every request."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from planner.geometry.gravity import COMPASS
from planner.geometry.resize import MODES, resize
from planner.geometry.values import Length, Resized, ResizeRequest, Size
from planner.steps import AutoCrop, Canvas, Crop, Resize, Search

_SIDES = st.integers(1, 20_000)
_SIZES = st.builds(Size, _SIDES, _SIDES)
_ZOOMS = st.floats(0.01, 1e6)
_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
_LENGTHS = st.builds(Length, _NUMBERS, st.sampled_from(["px", "fraction", "iw", "ih"]))
_POSITIVE = st.builds(
    Length,
    st.floats(0, exclude_min=True, allow_infinity=False),
    st.sampled_from(["px", "fraction", "iw", "ih"]),
)
_CROPPING = st.sampled_from(["crop", "fill", "lfill", "thumb"])


def _box(mode: str, box: Size, image: Size, **qualifiers: Any) -> Resized:
    request = ResizeRequest(mode, Length(float(box.width)), Length(float(box.height)))
    return resize(replace(request, **qualifiers), image, image, dpr=1.0)


def _within(size: Size, box: Size) -> bool:
    return size.width <= box.width and size.height <= box.height


@given(_SIZES, _SIZES)
def test_fit_touches_the_box_and_stays_inside(image: Size, box: Size) -> None:
    """S4-060."""
    size = _box("fit", box, image).size
    assert _within(size, box)
    assert size.width == box.width or size.height == box.height


@given(_SIZES, _SIZES)
def test_fit_keeps_proportions_to_the_pixel(image: Size, box: Size) -> None:
    size = _box("fit", box, image).size
    factor = min(Fraction(box.width, image.width), Fraction(box.height, image.height))
    assert abs(size.width - max(Fraction(1), image.width * factor)) <= Fraction(1, 2)
    assert abs(size.height - max(Fraction(1), image.height * factor)) <= Fraction(1, 2)


@given(_SIZES, _SIDES, st.sampled_from(["fit", "pad", "fill", "scale"]))
def test_the_one_side_that_was_asked_for_is_met_exactly(image: Size, side: int, mode: str) -> None:
    """S4-008: and nothing is cut or filled up, as the other follows the picture."""
    across = resize(ResizeRequest(mode, width=Length(float(side))), image, image, dpr=1.0)
    down = resize(ResizeRequest(mode, height=Length(float(side))), image, image, dpr=1.0)
    assert (across.size.width, down.size.height) == (side, side)
    assert not any(isinstance(step, Canvas) for step in (*across.steps, *down.steps))


@given(
    _SIZES, _SIDES, st.sampled_from(["fill_pad", "auto_pad"]), st.sampled_from(["width", "height"])
)
@example(Size(246, 2467), 52, "auto_pad", "width")
def test_what_is_padded_instead_of_cropped_lies_whole_on_its_canvas(
    image: Size, side: int, mode: str, given_side: str
) -> None:
    """S4-031 S4-051."""
    asked: dict[str, Any] = {given_side: Length(float(side))}
    steps = resize(ResizeRequest(mode, search=Search(), **asked), image, image, dpr=1.0).steps
    assume(steps and isinstance(steps[-1], AutoCrop))
    for step in steps:
        for part in step.padded if isinstance(step, AutoCrop) else (step,):
            if isinstance(part, Canvas):
                assert min(part.left, part.top) >= 0
                assert part.left + image.width <= part.width
                assert part.top + image.height <= part.height
            assert isinstance(part, Resize | Crop | Canvas)
            image = Size(part.width, part.height)
    assert isinstance(steps[-1], AutoCrop)
    assert image == Size(steps[-1].width, steps[-1].height)


@given(_SIZES, _SIZES)
def test_limit_shrinks_as_fit_does_and_never_enlarges(image: Size, box: Size) -> None:
    """S4-062 S4-063."""
    size = _box("limit", box, image).size
    assert size == (image if _within(image, box) else _box("fit", box, image).size)


@given(_SIZES, _SIZES)
def test_mfit_enlarges_as_fit_does_and_never_shrinks(image: Size, box: Size) -> None:
    """S4-065 S4-066."""
    fitted = _box("fit", box, image).size
    assert _box("mfit", box, image).size == (fitted if _within(image, fitted) else image)


@given(st.sampled_from(["scale", "fill", "thumb", "pad", "lpad"]), _SIZES, _SIZES, _ZOOMS)
def test_exact_modes_give_the_box(mode: str, image: Size, box: Size, zoom: float) -> None:
    """S4-001 S4-024 S4-044 S4-055 S4-067."""
    assert _box(mode, box, image, zoom=zoom).size == box


@given(st.sampled_from(["crop", "lfill"]), _SIZES, _SIZES)
def test_modes_that_do_not_enlarge_stay_within_box_and_image(
    mode: str, image: Size, box: Size
) -> None:
    """S4-027 S4-028."""
    result = _box(mode, box, image)
    assert _within(result.size, box)
    assert _within(result.size, image)
    assert all(
        _within(Size(step.width, step.height), image)
        for step in result.steps
        if isinstance(step, Resize)
    )


@given(_SIZES, _SIZES)
def test_mpad_keeps_every_pixel_and_covers_the_box(image: Size, box: Size) -> None:
    """S4-075 S4-076."""
    result = _box("mpad", box, image)
    assert _within(image, result.size)
    assert _within(box, result.size)
    assert all(isinstance(step, Canvas) for step in result.steps)


@given(
    st.builds(
        ResizeRequest,
        mode=st.sampled_from(sorted(MODES)),
        width=st.none() | _POSITIVE,
        height=_POSITIVE,
        aspect=st.none() | st.fractions(Fraction(1, 10**9), 10**9),
        gravity=st.sampled_from(["", *COMPASS]),
        x=st.none() | _LENGTHS,
        y=st.none() | _LENGTHS,
        zoom=st.floats(0, exclude_min=True, allow_infinity=False),
        ignore_aspect=st.booleans(),
        no_overflow=st.booleans(),
    ),
    _SIZES,
    _SIZES,
    st.floats(0.1, 100),
)
def test_steps_lead_to_the_size_and_none_leaves_its_image(
    request: ResizeRequest, image: Size, original: Size, dpr: float
) -> None:
    """F23: also for absurd numbers."""
    result = resize(request, image, original, dpr=dpr)
    current = image
    for step in result.steps:
        assert isinstance(step, Resize | Crop | Canvas)
        if isinstance(step, Crop):
            assert 0 <= step.left <= current.width - step.width
            assert 0 <= step.top <= current.height - step.height
        elif isinstance(step, Canvas):
            assert 0 <= step.left <= step.width - current.width
            assert 0 <= step.top <= step.height - current.height
        reached = Size(step.width, step.height)
        assert reached != current, "a step without effect"
        assert min(step.width, step.height) >= 1
        current = reached
    assert current == result.size


@given(_CROPPING, _SIZES, _SIZES, _ZOOMS)
def test_no_intermediate_image_is_out_of_proportion(
    mode: str, image: Size, box: Size, zoom: float
) -> None:
    """F23: an elongated image or a huge zoom costs no more than the result and the source do."""
    bound = 3 * max(box.width, box.height)
    for step in _box(mode, box, image, zoom=zoom).steps:
        if isinstance(step, Resize):
            assert step.width <= max(image.width, bound)
            assert step.height <= max(image.height, bound)


@given(_CROPPING, _SIZES, _SIZES, st.integers(0, 30_000), st.integers(0, 30_000))
def test_opposite_gravities_are_mirror_images(
    mode: str, image: Size, box: Size, x: int, y: int
) -> None:
    """S4-081: what north_west cuts off on one side, south_east cuts off on the other."""
    offsets = {"x": Length(float(x)), "y": Length(float(y))}
    first = _box(mode, box, image, gravity="north_west", **offsets)
    second = _box(mode, box, image, gravity="south_east", **offsets)
    if _shrinks(first):
        left, top, around = _cut(first, image)
        right, bottom, _ = _cut(second, image)
        assert left == around.width - first.size.width - right
        assert top == around.height - first.size.height - bottom
    assert first.size == second.size


@given(_SIZES, _SIZES)
def test_the_centre_is_kept_to_the_pixel(image: Size, box: Size) -> None:
    """S4-018."""
    left, top, around = _cut(_box("crop", box, image), image)
    size = _box("crop", box, image).size
    assert abs(2 * left + size.width - around.width) <= 1
    assert abs(2 * top + size.height - around.height) <= 1


@given(st.sampled_from(["scale", "fill", "thumb", "pad", "lpad"]), _SIZES, _SIZES)
def test_a_ratio_of_two_doubles_the_result(mode: str, image: Size, box: Size) -> None:
    """S4-115."""
    request = ResizeRequest(mode, Length(float(box.width)), Length(float(box.height)))
    doubled = resize(request, image, image, dpr=2.0).size
    assert doubled == Size(2 * box.width, 2 * box.height)


@given(st.sampled_from(["limit", "lfill", "crop"]), _SIZES, _SIZES, st.floats(0.1, 100))
def test_no_ratio_enlarges_what_must_not_be_enlarged(
    mode: str, image: Size, box: Size, dpr: float
) -> None:
    request = ResizeRequest(mode, Length(float(box.width)), Length(float(box.height)))
    assert _within(resize(request, image, image, dpr=dpr).size, image)


@given(_CROPPING, _SIZES, st.fractions(Fraction(1, 100), 100))
def test_a_ratio_alone_cuts_one_side_only(mode: str, image: Size, ratio: Fraction) -> None:
    """S4-009 S4-010."""
    request = ResizeRequest(mode, aspect=ratio)
    size = resize(request, image, image, dpr=1.0).size
    assert _within(size, image)
    assert size.width == image.width or size.height == image.height


@pytest.mark.parametrize("mode", sorted(MODES))
@given(image=_SIZES)
def test_asking_for_the_size_that_is_there_does_nothing(mode: str, image: Size) -> None:
    assert _box(mode, image, image) == Resized((), image)


def _shrinks(result: Resized) -> bool:
    return [type(step) for step in result.steps] in ([], [Crop], [Resize], [Resize, Crop])


def _cut(result: Resized, image: Size) -> tuple[int, int, Size]:
    """Left and top of what is kept, and the size of what it is cut from."""
    around = image
    for step in result.steps:
        if isinstance(step, Resize):
            around = Size(step.width, step.height)
        elif isinstance(step, Crop):
            return step.left, step.top, around
    return 0, 0, around
