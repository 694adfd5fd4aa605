"""What is planned is drawn: the executor's pixels have the plan's size, format and frames."""

import json
from io import BytesIO

import pytest
from hypothesis import assume, given, settings
from PIL import Image

from planner.errors import TransformationError
from planner.limits import MAXIMUM_PIXELS
from tests.photographs import encoded, rocket
from tests.planner.plans import asset, planned
from tests.planner.strategies import transformations
from workers.executor import rendering
from workers.executor.limits import Limits

#: Pixels of results that are worth the time to draw them.
_ENOUGH = 300_000


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    rendering.prepare()


@settings(max_examples=60)
@given(transformations())
def test_whatever_can_be_written_is_drawn_as_planned(written: str) -> None:
    try:
        plan = planned(written, asset(120, 84))
    except TransformationError:
        assume(False)
    assume(plan.width * plan.height <= _ENOUGH)
    limits = Limits(max_pixels=MAXIMUM_PIXELS)
    drawn = rendering.render(memoryview(encoded(rocket(120, 84))), plan, limits)
    if drawn.content_type == "application/json":
        told = json.loads(drawn.data)["output"]
        size, output = (told["width"], told["height"]), "json"
    else:
        size, output = Image.open(BytesIO(drawn.data)).size, plan.output.format
    assert size == ((plan.width, plan.height) if plan.rest is None else (drawn.width, drawn.height))
    assert drawn.format == output
