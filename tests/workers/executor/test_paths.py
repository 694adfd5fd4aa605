"""Boxes around the paths in a file, against curves that numpy samples densely."""

import io
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.photographs import encoded, rocket
from tests.workers.executor.delivered import delivered, uploaded
from tests.workers.executor.files import path_data, psd, resource
from workers.executor.survey.paths import path_bounds

SIZE = (200, 100)

_POINTS = st.tuples(st.floats(-0.2, 1.2), st.floats(-0.2, 1.2))
_CURVES = st.lists(st.tuples(_POINTS, _POINTS, _POINTS), min_size=1, max_size=5)


def _tiff(*paths: tuple[str, bytes]) -> bytes:
    block = b"".join(resource(number, *path) for number, path in enumerate(paths, 2000))
    return encoded(rocket(*SIZE), "TIFF", tiffinfo={34377: block})


def _sampled(knots: list[Any]) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom in pixels of a thousand points of each cubic."""
    t = np.linspace(0, 1, 1001)[:, None]
    places = []
    for (_, begin, leaving), (arriving, end, _) in zip(knots, [*knots[1:], knots[0]], strict=True):
        p = [np.array(point) * SIZE for point in (begin, leaving, arriving, end)]
        places.append(
            p[0] * (1 - t) ** 3
            + 3 * p[1] * t * (1 - t) ** 2
            + 3 * p[2] * t**2 * (1 - t)
            + p[3] * t**3
        )
    (left, top), (right, bottom) = np.vstack(places).min(axis=0), np.vstack(places).max(axis=0)
    return left, top, right, bottom


@settings(deadline=None, max_examples=25)
@given(_CURVES)
def test_a_box_holds_its_curve_and_no_whole_pixel_more(knots: list[Any]) -> None:
    boxes = path_bounds("tiff", memoryview(_tiff(("a", path_data(knots)))), *SIZE)
    left, top, right, bottom = _sampled(knots)
    left, right = max(left, 0), min(right, SIZE[0])
    top, bottom = max(top, 0), min(bottom, SIZE[1])
    if "a" not in boxes:
        assert right - left < 0.1 or bottom - top < 0.1
        return
    x, y, across, down = boxes["a"]
    for edge, exact in ((x, left), (y, top)):
        assert -1.1 < edge - exact < 0.1
    for edge, exact in ((x + across, right), (y + down, bottom)):
        assert -0.1 < edge - exact < 1.1


def test_an_upload_tells_its_paths_upright() -> None:
    """S-shaped or not, they lie where the picture shows them: EXIF turns it by a quarter."""
    corners = ((0.1, 0.2), (0.6, 0.2), (0.6, 0.7), (0.1, 0.7))
    path = ("boot", path_data([[corner] for corner in corners]))
    assert uploaded(_tiff(path)).paths == (("boot", (20, 20, 100, 50)),)
    block = resource(2000, *path)
    turned = encoded(rocket(*SIZE), "TIFF", tiffinfo={34377: block, 274: 6})
    facts = uploaded(turned)
    assert (facts.width, facts.height) == (100, 200)
    assert facts.paths == (("boot", (30, 20, 50, 100)),)


def test_paths_that_cannot_be_read_are_left_out_of_an_upload() -> None:
    square = path_data([[(0.1, 0.1)], [(0.9, 0.1)], [(0.9, 0.9)]])
    beside = path_data([[(1.1, 1.1)], [(1.9, 1.1)], [(1.9, 1.9)]])
    big = path_data([[(0.5, 0.5)]])
    big += big[-26:] * 100_000
    known = _tiff(("", b""), ("beside", beside), ("big", big), ("a", square), ("a", beside))
    assert uploaded(known).paths == (("a", (20, 10, 160, 80)),)
    assert uploaded(encoded(rocket(*SIZE))).paths == ()


@pytest.mark.parametrize("file", ["tiff", "psd"])
def test_an_image_is_cropped_to_the_box_around_a_path(file: str) -> None:
    """A circle that cubics draw, 60 pixels wide and high, of a picture of 200 x 100."""
    k = 0.5522847498
    r = 30
    circle = [
        tuple(
            (0.5 + x / SIZE[0], 0.5 + y / SIZE[1])
            for x, y in (
                (r * (x + k * y), r * (y - k * x)),
                (r * x, r * y),
                (r * (x - k * y), r * (y + k * x)),
            )
        )
        for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1))
    ]
    picture = rocket(*SIZE)
    block = resource(2000, "disc", path_data(circle))
    data = encoded(picture, "TIFF", tiffinfo={34377: block}) if file == "tiff" else None
    made = delivered("c_crop,g_clipping_path_!disc!/f_png", data or psd(picture, resources=block))
    with Image.open(io.BytesIO(made.data)) as shown:
        expected = picture.crop((70, 20, 130, 80))
        assert np.array_equal(np.asarray(shown), np.asarray(expected))


def test_a_path_is_followed_behind_a_size_that_only_the_picture_tells() -> None:
    """The white edges are trimmed, 20 and 10 pixels wide: the box lies so much further left."""
    picture = rocket(160, 80)
    canvas = Image.new("RGB", SIZE, (255, 255, 255))
    canvas.paste(picture, (20, 10))
    corners = ((0.2, 0.3), (0.7, 0.3), (0.7, 0.8))
    block = resource(2000, "boot", path_data([[corner] for corner in corners]))
    data = encoded(canvas, "TIFF", tiffinfo={34377: block})
    made = delivered("e_trim:1/c_crop,g_clipping_path_!boot!/f_png", data)
    with Image.open(io.BytesIO(made.data)) as shown:
        assert shown.size == (100, 50)
        assert np.array_equal(np.asarray(shown), np.asarray(canvas.crop((40, 30, 140, 80))))
