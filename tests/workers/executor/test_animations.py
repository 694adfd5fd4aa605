"""Animations: every frame is drawn, and shown as long as before."""

import io

import numpy as np
import pytest
from PIL import Image, ImageSequence

from planner.colour import TRANSPARENT
from planner.steps import Border, Crop, Flip, Resize, Rotate, Round
from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import HEIGHT, RED, WIDTH, apart, opened, rendered
from workers.errors import RenderRefused
from workers.executor.limits import Limits

DURATIONS = [40, 100, 250, 70, 1000]
LANCZOS = Image.Resampling.LANCZOS


def _originals() -> list[Image.Image]:
    """Flat colours: they survive a palette."""
    return [
        Image.new("RGB", (WIDTH, HEIGHT), (50 * number, 255 - 50 * number, 90))
        for number in range(len(DURATIONS))
    ]


def _file(kind: str, frames: list[Image.Image]) -> bytes:
    options = {"lossless": True} if kind == "WEBP" else {}
    return encoded(
        frames[0],
        kind,
        save_all=True,
        append_images=frames[1:],
        duration=DURATIONS[: len(frames)],
        loop=3,
        **options,
    )


def _frames(data: bytes) -> list[Image.Image]:
    with Image.open(io.BytesIO(data)) as roll:
        return [frame.convert("RGB") for frame in ImageSequence.Iterator(roll)]


def _durations(data: bytes) -> list[object]:
    with Image.open(io.BytesIO(data)) as roll:
        durations = []
        for frame in ImageSequence.Iterator(roll):
            frame.load()
            durations.append(frame.info["duration"])
        return durations


@pytest.mark.parametrize(
    ("source", "target", "loop"),
    [("GIF", "gif", 3), ("GIF", "webp", 4), ("WEBP", "gif", 2), ("WEBP", "webp", 3)],
)
def test_frames_delays_and_repetitions_are_kept(source: str, target: str, loop: int) -> None:
    """WebP counts how often an animation is shown, GIF how often it is shown again."""
    data = _file(source, _originals())
    result = rendered(data, Resize(60, 40), format=target, animated=True)
    assert (result.width, result.height) == (60, 40)
    frames = _frames(result.data)
    assert len(frames) == len(DURATIONS)
    assert _durations(result.data) == DURATIONS
    with Image.open(io.BytesIO(result.data)) as picture:
        assert picture.info["loop"] == loop
    for frame, original in zip(frames, _originals(), strict=True):
        assert apart(frame, original.resize((60, 40))) < 4


def test_every_frame_is_drawn_like_a_still_picture() -> None:
    """Turning and mirroring read a frame in another order than it comes in."""
    turned = [rocket(WIDTH, HEIGHT).rotate(20 * number) for number in range(5)]
    steps = (
        Resize(120, 80),
        Flip(horizontal=False),
        Rotate(90.0, TRANSPARENT, 80, 120),
        Crop(10, 10, 60, 100),
    )
    frames = _frames(
        rendered(_file("WEBP", turned), *steps, format="webp", animated=True, quality=95).data
    )
    for frame, original in zip(frames, turned, strict=True):
        still = rendered(encoded(original, "PNG"), *steps, format="webp", quality=95)
        assert apart(frame, opened(still.data)) < 3


def test_frames_that_become_transparent_stay_apart() -> None:
    corners = ((30.0, 30.0),) * 4
    result = rendered(
        _file("GIF", _originals()),
        Resize(60, 60),
        Round(corners),
        Border(5, RED, corners),
        format="webp",
        animated=True,
        size=(WIDTH, HEIGHT),
    )
    with Image.open(io.BytesIO(result.data)) as roll:
        for frame in ImageSequence.Iterator(roll):
            alpha = np.asarray(frame.convert("RGBA"))[..., 3]
            assert frame.size == (70, 70)
            assert alpha[0, 0] == 0
            assert alpha[35, 35] == 255


def test_a_still_picture_of_an_animation_is_its_first_frame() -> None:
    for kind in ("GIF", "WEBP"):
        data = _file(kind, _originals())
        for format_name, animated in (("png", False), ("gif", False), ("jpg", True)):
            result = rendered(data, Resize(60, 40), format=format_name, animated=animated)
            frames = _frames(result.data)
            assert len(frames) == 1
            assert apart(frames[0], _originals()[0].resize((60, 40))) < 4


def test_a_still_picture_asked_to_move_stands_still() -> None:
    result = rendered(encoded(rocket(WIDTH, HEIGHT)), format="webp", animated=True)
    assert len(_frames(result.data)) == 1


def test_frames_times_pixels_are_bounded_in_what_is_drawn() -> None:
    data = _file("GIF", _originals())
    limits = Limits(max_pixels=1_000_000, max_animation_pixels=1_000_000)
    rendered(data, Resize(440, 440), format="webp", limits=limits, animated=True)
    with pytest.raises(RenderRefused, match="in all frames"):
        rendered(data, Resize(450, 450), format="webp", limits=limits, animated=True)
