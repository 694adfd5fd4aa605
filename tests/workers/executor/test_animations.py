"""Animations: every frame is drawn, and shown as long as before."""

import io
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageSequence

from planner.colour import TRANSPARENT
from planner.facts import ContentFacts
from planner.plan import Output, RenderPlan
from planner.steps import (
    ApplyEffect,
    ApplyLayer,
    AutoBackground,
    Border,
    Canvas,
    Crop,
    Draft,
    Flip,
    Placement,
    Resize,
    Rotate,
    Round,
    Step,
    Trim,
)
from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import HEIGHT, RED, WIDTH, apart, opened, rendered
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.rendering import render

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


def test_an_animation_that_is_shown_once_stays_so() -> None:
    frames = _originals()
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)
    for target in ("webp", "png"):
        with Image.open(io.BytesIO(rendered(data, format=target, animated=True).data)) as roll:
            assert roll.info["loop"] == 1
    with Image.open(io.BytesIO(rendered(data, format="gif", animated=True).data)) as roll:
        assert "loop" not in roll.info


@pytest.mark.parametrize(("plays", "gif"), [(0, 0), (3, 2)])
def test_delays_and_plays_may_be_given(plays: int, gif: int) -> None:
    for target, loop in (("gif", gif), ("webp", plays), ("png", plays)):
        data = rendered(
            _file("GIF", _originals()), format=target, animated=True, delay=120, plays=plays
        ).data
        assert _durations(data) == [120] * 5
        with Image.open(io.BytesIO(data)) as roll:
            assert roll.info["loop"] == loop


def _moving(kind: str) -> tuple[bytes, list[Image.Image]]:
    """Give a dot that goes over white, to the right and down."""
    frames = []
    for number in range(4):
        frame = Image.new("RGB", (WIDTH, HEIGHT), "white")
        frame.paste((200, 20, 90), (50 + 30 * number, 40 + 9 * number, 60 + 30 * number, 70))
        frames.append(frame)
    return _file(kind, frames), frames


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_trimming_leaves_what_every_frame_shows(kind: str) -> None:
    data, frames = _moving(kind)
    limits = Limits()
    plan = RenderPlan((Trim(10.0),), Output("png", 80, animated=True), 0, 0, rest=_Nothing())
    result = render(memoryview(data), plan, limits)
    assert (result.width, result.height) == (100, 30)
    for frame, original in zip(_frames(result.data), frames, strict=True):
        assert apart(frame, original.crop((50, 40, 150, 70))) < 1


class _Nothing:
    """Nothing is left to be planned."""

    def resumed(self, width: int, height: int, decided: Sequence[tuple[Step, ...]]) -> Draft:
        assert decided == [(Crop(50, 40, 100, 30),)]
        return Draft((), width, height)


@pytest.mark.parametrize("disposal", [1, 2, 3])
def test_frames_are_laid_on_what_the_ones_before_them_leave(disposal: int) -> None:
    """Pillow composes them in its own way, and so must have libvips."""
    frames = []
    for number in range(4):
        frame = Image.new("RGBA", (WIDTH, HEIGHT))
        frame.paste((250, 60 * number, 9, 255), (40 * number, 20, 40 * number + 30, 90))
        frames.append(frame)
    data = encoded(
        frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50, disposal=disposal
    )
    with Image.open(io.BytesIO(data)) as roll:
        expected = [frame.convert("RGBA") for frame in ImageSequence.Iterator(roll)]
    result = rendered(data, format="png", animated=True)
    with Image.open(io.BytesIO(result.data)) as roll:
        found = [frame.convert("RGBA") for frame in ImageSequence.Iterator(roll)]
    for frame, original in zip(found, expected, strict=True):
        seen = Image.new("RGBA", frame.size, "white")
        assert apart(Image.alpha_composite(seen, frame), Image.alpha_composite(seen, original)) < 1


def test_an_effect_and_a_layer_are_drawn_on_every_frame() -> None:
    """Words and pictures are drawn once, and laid on all."""
    data, frames = _moving("PNG")
    badge = Image.new("RGB", (20, 10), "blue")
    facts = ContentFacts("demo", "b" * 32, "v", "png", 20, 10)
    layer = ApplyLayer(facts, Draft((), 20, 10), Placement("south_east"), WIDTH, HEIGHT)
    negated = ApplyEffect("negate", (), WIDTH, HEIGHT)
    plan = RenderPlan((negated, layer), Output("png", 80, animated=True), WIDTH, HEIGHT)
    lent = []

    def originals(content: ContentFacts) -> memoryview:
        lent.append(content)
        return memoryview(encoded(badge, "PNG"))

    result = render(memoryview(data), plan, Limits(), originals)
    assert lent == [facts]
    for frame, original in zip(_frames(result.data), frames, strict=True):
        expected = ImageChops.invert(original)
        expected.paste(badge, (WIDTH - 20, HEIGHT - 10))
        assert apart(frame, expected) < 0.1


def test_the_first_frame_chooses_the_ground_of_all() -> None:
    """It does not flicker, and the others are not looked at for it."""
    frames = _originals()
    source = _file("WEBP", frames)
    beside = Canvas(30, 0, WIDTH + 60, HEIGHT, TRANSPARENT)
    behind = AutoBackground("border", False, 1, "horizontal", (), 30, 0, WIDTH, HEIGHT)
    made = rendered(source, beside, behind, size=(WIDTH, HEIGHT), format="webp", animated=True)
    shown = _frames(made.data)
    assert len(shown) == len(frames)
    red, green, blue = frames[0].getpixel((0, 0))  # type: ignore[misc] # - a pixel of three
    for frame, original in zip(shown, frames, strict=True):
        ground = np.asarray(frame.crop((0, 0, 20, HEIGHT)), float)
        assert np.abs(ground - (red, green, blue)).max() < 8
        assert (
            apart(
                frame.crop((40, 0, 20 + WIDTH, HEIGHT)), original.crop((10, 0, WIDTH - 10, HEIGHT))
            )
            < 4
        )
