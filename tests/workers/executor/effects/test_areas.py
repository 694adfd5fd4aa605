"""Effects on stored areas, against the same effect on the whole picture."""

from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.photographs import astronaut, encoded
from tests.planner.plans import asset, planned
from tests.workers.executor.effects.applied import applied, numbers
from workers.executor.limits import Limits
from workers.executor.rendering import render

_FACE = (178, 72, 94, 120)
_INSIDE = np.s_[72:192, 178:272]


def _drawn(written: str, **stored: Any) -> NDArray[Any]:
    plan = planned(written, asset(512, 512, format="png", **stored))
    drawn = render(memoryview(encoded(astronaut(), "PNG")), plan, Limits())
    return numbers(Image.open(BytesIO(drawn.data)).convert("RGB"))


def _ellipse(grow: float) -> NDArray[np.bool_]:
    rows, columns = np.mgrid[0:512, 0:512] + 0.5
    across, down = (columns - 225) / (47 + grow), (rows - 132) / (60 + grow)
    inside: NDArray[np.bool_] = across**2 + down**2 <= 1
    return inside


def test_faces_are_blurred_in_ellipses_as_the_picture_would_be() -> None:
    """S1-042."""
    result = _drawn("e_blur_faces:200", faces=(_FACE,))
    blurred = numbers(applied("e_blur:200", astronaut()))
    assert np.abs(result[_ellipse(-2)] - blurred[_ellipse(-2)]).max() <= 1
    outside = ~_ellipse(2)
    assert (result[outside] == numbers(astronaut())[outside]).all()


def test_the_middle_of_a_region_may_be_a_point() -> None:
    """S2-022."""
    by_point = numbers(applied("e_blur_region:80,g_xy_center,h_120,w_94,x_225,y_132", astronaut()))
    by_corner = numbers(applied("e_blur_region:80,h_120,w_94,x_178,y_72", astronaut()))
    assert (by_point == by_corner).all()


def test_faces_are_pixelated_until_few_squares_are_left() -> None:
    """S1-042."""
    result = _drawn("e_pixelate_faces", faces=(_FACE,))
    assert len(np.unique(result[_INSIDE].reshape(-1, 3), axis=0)) <= 7 * 9
    outside = np.ones((512, 512), dtype=bool)
    outside[_INSIDE] = False
    assert (result[outside] == numbers(astronaut())[outside]).all()


def test_squares_over_faces_are_of_the_size_that_is_asked_for() -> None:
    result = _drawn("e_pixelate_faces:30", faces=(_FACE,))
    first = numbers(astronaut())[72:102, 178:208].mean(axis=(0, 1))
    assert np.abs(result[72:102, 178:208] - first).max() <= 1


def test_a_region_may_be_stored_instead_of_written() -> None:
    written = numbers(applied("e_blur_region:80,h_120,w_94,x_178,y_72", astronaut()))
    by_custom = _drawn("e_blur_region:80,g_custom", custom_coordinates=(_FACE,))
    by_face = _drawn("e_blur_region:80,g_face", faces=(_FACE,))
    assert np.abs(by_custom - written).max() <= 1
    assert (by_face == by_custom).all()


def test_a_region_may_be_placed_by_gravity() -> None:
    written = numbers(applied("e_pixelate_region:9,h_50,w_60,x_452,y_462", astronaut()))
    placed = numbers(applied("e_pixelate_region:9,g_south_east,h_50,w_60", astronaut()))
    assert (written == placed).all()
