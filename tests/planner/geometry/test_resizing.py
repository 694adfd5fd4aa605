"""What resizing components come to, example by example: tests/planner/fixtures/resizing.txt."""

from dataclasses import fields
from pathlib import Path

import pytest

from planner.colour import Colour
from planner.errors import TransformationError
from planner.geometry.resize import MODES, resize
from planner.geometry.values import Length, ResizeRequest, Size
from planner.steps import Canvas, Step
from tests.planner.geometry.spelling import resized, size

_FIXTURE = Path(__file__).parent.parent / "fixtures" / "resizing.txt"


def _examples() -> list[list[str]]:
    lines = (line.split("#")[0] for line in _FIXTURE.read_text().splitlines())
    return [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()]


def _written(steps: tuple[Step, ...]) -> str:
    lines = []
    for step in steps:
        numbers = [getattr(step, field.name) for field in fields(step)]
        figures = (str(number) for number in numbers if isinstance(number, int))
        lines.append(" ".join([type(step).__name__, *figures]))
    return "; ".join(lines) or "-"


@pytest.mark.parametrize("example", _examples(), ids="|".join)
def test_an_example_has_the_size_and_the_steps_that_it_states(example: list[str]) -> None:
    _, source, transformation, expected, *steps = example
    result = resized(source, transformation)
    assert result.size == size(expected)
    if steps:
        assert _written(result.steps) == steps[0]


def test_every_mode_has_an_example() -> None:
    text = _FIXTURE.read_text() + (_FIXTURE.parent / "regions.txt").read_text()
    assert [mode for mode in MODES if f"c_{mode}" not in text] == []


@pytest.mark.parametrize("mode", ["pad", "lpad", "mpad"])
def test_padding_takes_the_colour_that_was_asked_for(mode: str) -> None:
    """S4-023 S4-070: the canvas step carries the background."""

    brown = Colour(165, 42, 42)
    request = ResizeRequest(mode, Length(900.0), Length(900.0), background=brown)
    *_, canvas = resize(request, Size(640, 427), Size(640, 427), dpr=1.0).steps
    assert isinstance(canvas, Canvas)
    assert canvas.background == brown


@pytest.mark.parametrize(
    ("transformation", "parameter"),
    [
        ("ar_1.5,c_scale", "ar"),
        ("ar_1.5,c_imagga_crop", "ar"),
        ("c_fill,w_0", "w"),
        ("c_fill,h_-3", "h"),
        ("c_fill,h_nan", "h"),
        ("c_fill,w_inf", "w"),
        ("ar_0,c_fill,w_100", "ar"),
        ("ar_-2,c_fill,w_100", "ar"),
        ("c_crop,w_100,x_nan", "x"),
        ("c_crop,w_100,y_inf", "y"),
        ("c_thumb,w_100,z_0", "z"),
        ("c_thumb,w_100,z_inf", "z"),
        ("c_fill,g_somewhere,w_100", "g"),
        ("c_pad,g_xy_center,w_100", "g"),
        ("c_fit,dpr_0,w_100", "dpr"),
        ("c_fit,dpr_nan,w_100", "dpr"),
    ],
)
def test_a_refusal_names_the_parameter_and_what_was_expected(
    transformation: str, parameter: str
) -> None:
    """S4-011 S4-012 S4-079 F23."""
    with pytest.raises(TransformationError) as refusal:
        resized("640x427", transformation)
    assert refusal.value.parameter == parameter
    assert refusal.value.expected
