"""Zooming and panning: each frame against what lies under its pixels, by arithmetic."""

import io

import numpy as np
import pytest
import pyvips
from PIL import Image, ImageSequence

from planner.steps import Flip, Resize, Search, SeekingPan, Sought, View, ZoomPan
from tests.photographs import encoded, rocket
from tests.planner.plans import asset, planned
from tests.workers.executor.pictures import apart, opened, pixels, rendered
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.rendering import render
from workers.executor.steps.seeking_pan import decide

WIDTH, HEIGHT = 100, 60
WHOLE: View = (0.0, 0.0, 100.0, 60.0)
NEAR: View = (37.5, 11.25, 50.0, 30.0)


def _slope() -> bytes:
    """A picture of which the colour at a point is linear: interpolation gives it exactly."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return encoded(Image.fromarray(np.stack([2 * x, 4 * y, x + y], -1).astype(np.uint8)), "PNG")


def _expected(view: View) -> np.ndarray:
    """Give red and green at the centres of the pixels that a view is enlarged to."""
    left, top, width, height = view
    x = np.clip(left + (np.arange(WIDTH) + 0.5) * width / WIDTH - 0.5, 0, WIDTH - 1)
    y = np.clip(top + (np.arange(HEIGHT) + 0.5) * height / HEIGHT - 0.5, 0, HEIGHT - 1)
    across, down = np.meshgrid(2 * x, 4 * y)
    return np.stack([across, down], -1)


def _frames(data: bytes) -> list[Image.Image]:
    with Image.open(io.BytesIO(data)) as roll:
        return [frame.convert("RGB") for frame in ImageSequence.Iterator(roll)]


@pytest.mark.parametrize(("begin", "end"), [(WHOLE, NEAR), (NEAR, WHOLE)])
def test_every_frame_shows_its_view_of_the_picture(begin: View, end: View) -> None:
    step = ZoomPan(5, 10.0, begin, end)
    result = rendered(_slope(), step, size=(WIDTH, HEIGHT), animated=True)
    frames = _frames(result.data)
    assert len(frames) == 5
    for number, frame in enumerate(frames):
        share = number / 4
        view = tuple(a + (b - a) * share for a, b in zip(begin, end, strict=True))
        found = pixels(frame)[..., :2]
        # At the edges of the picture the slope ends.
        assert np.abs(found - _expected(view))[2:-2, 2:-2].max() <= 1.0  # type: ignore[arg-type] # - of four


@pytest.mark.parametrize(("format_name", "rate", "delays"), [
    ("gif", 12.5, [80] * 4), ("webp", 12.5, [80] * 4), ("png", 60.0, [17, 16, 17, 17]),
])  # fmt: skip
def test_frames_follow_at_their_rate_without_an_end(
    format_name: str, rate: float, delays: list[int]
) -> None:
    step = ZoomPan(4, rate, WHOLE, NEAR)
    result = rendered(
        encoded(rocket(WIDTH, HEIGHT), "PNG"), step, size=(WIDTH, HEIGHT), format=format_name,
        animated=True,
    )  # fmt: skip
    found = []
    with Image.open(io.BytesIO(result.data)) as roll:
        assert roll.info["loop"] == 0
        for frame in ImageSequence.Iterator(roll):
            frame.load()
            found.append(frame.info["duration"])
    assert found == delays


def test_what_comes_after_is_drawn_of_each_frame() -> None:
    step = ZoomPan(3, 10.0, WHOLE, NEAR)
    data = encoded(rocket(WIDTH, HEIGHT), "PNG")
    plain = _frames(rendered(data, step, size=(WIDTH, HEIGHT), animated=True).data)
    turned = rendered(
        data, step, Flip(horizontal=True), Resize(50, 30), size=(WIDTH, HEIGHT), animated=True
    )
    for frame, before in zip(_frames(turned.data), plain, strict=True):
        mirrored = before.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        assert apart(frame, mirrored.resize((50, 30), Image.Resampling.LANCZOS)) < 1.5


def test_a_transparent_picture_stays_so_under_a_camera() -> None:
    picture = Image.new("RGBA", (WIDTH, HEIGHT), (200, 30, 9, 255))
    picture.paste((0, 255, 0, 0), (0, 0, 50, HEIGHT))
    near: View = (25.0, 15.0, 50.0, 30.0)
    step = ZoomPan(2, 10.0, near, near)
    result = rendered(encoded(picture, "PNG"), step, size=(WIDTH, HEIGHT), animated=True)
    found = pixels(opened(result.data))
    assert found[30, 10, 3] == 0
    assert found[30, 90].tolist() == [200, 30, 9, 255]
    # Nothing of the invisible green shows at the edge.
    edge = found[30][(found[30, :, 3] > 9) & (found[30, :, 3] < 255)]
    assert edge.size
    assert edge[:, 1].max() <= 33


def test_a_camera_finds_what_is_interesting_by_itself() -> None:
    """One striking square on a quiet ground: every view that looks for it holds it."""
    picture = Image.new("RGB", (300, 200), (120, 126, 130))
    picture.paste((235, 40, 20), (225, 25, 255, 55))
    picture.paste((250, 220, 30), (232, 32, 246, 47))
    plan = planned("e_zoompan:du_1;fps_5;from_(g_auto;zoom_4);to_(g_auto;x_-9;zoom_3)/f_gif",
                   asset(300, 200, format="png"), "gif")  # fmt: skip
    data = render(memoryview(encoded(picture, "PNG")), plan, Limits()).data
    frames = _frames(data)
    assert len(frames) == 5
    for frame, zoom in ((frames[0], 4), (frames[-1], 3)):
        red = (pixels(frame)[..., 0] - pixels(frame)[..., 2]) > 150
        # Seen whole, so many times enlarged.
        assert red.sum() == pytest.approx(30 * 30 * zoom**2, rel=0.15)
    assert plan.width == 300


def test_a_view_is_the_best_of_its_size_and_lies_inside() -> None:
    picture = pyvips.Image.black(300, 200, bands=3).cast("uchar").copy(interpretation="srgb")
    picture = picture.draw_rect([255, 60, 20], 270, 170, 30, 30, fill=True)
    near = Sought(Search(thirds=False), 100.0, 66.5)
    far = Sought(Search(), 50.0, 40.0, x=-1000.0, y=1000.0)
    (step,) = decide([picture], SeekingPan(5, 5.0, near, far))
    left, top, *size = step.begin
    assert size == [100.0, 66.5]
    assert 170 <= left <= 200
    assert 103.5 <= top <= 133.5
    assert step.end == (0.0, 160.0, 50.0, 40.0)


def test_frames_times_pixels_of_a_camera_are_bounded() -> None:
    limits = Limits(max_pixels=1_000_000, max_animation_pixels=30_000)
    data = encoded(rocket(WIDTH, HEIGHT), "PNG")
    rendered(data, ZoomPan(5, 10.0, WHOLE, NEAR), size=(WIDTH, HEIGHT), limits=limits,
             animated=True)  # fmt: skip
    with pytest.raises(RenderRefused, match="in all frames"):
        rendered(data, ZoomPan(6, 10.0, WHOLE, NEAR), size=(WIDTH, HEIGHT), limits=limits,
                 animated=True)  # fmt: skip


def test_a_camera_leaves_no_blocks_behind_in_a_webp() -> None:
    """What libwebp takes for unchanged adds up from frame to frame."""
    size = (160, 107)
    near: View = (26.7, 17.8, 106.6, 71.3)
    step = ZoomPan(20, 10.0, (0.0, 0.0, 160.0, 107.0), near)
    data = encoded(rocket(*size), "PNG")
    exact = _frames(rendered(data, step, size=size, animated=True).data)
    off, lengths = [], []
    for whole in (True, False):
        webp = rendered(data, step, size=size, format="webp", animated=True, apart=whole).data
        pairs = zip(_frames(webp), exact, strict=True)
        off.append(np.mean([apart(found, frame) for found, frame in pairs]))
        lengths.append(len(webp))
    assert off[0] < 0.85 * off[1]
    assert lengths[0] < lengths[1]
