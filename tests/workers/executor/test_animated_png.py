"""Animated PNG: read by Pillow's reader, written by ours; Pillow is the oracle both ways."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageSequence

from planner.source_views import Opening
from planner.steps import Crop, Resize
from tests.photographs import encoded, rocket
from tests.workers.executor.files import PNG_SIGNATURE, png_chunk
from tests.workers.executor.pictures import apart, opened, rendered
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.survey.probe import probe

SIZE = (60, 40)
DURATIONS = [40, 100, 250]


def _scenes() -> list[Image.Image]:
    """A photograph over which a square moves."""
    scenes = []
    for number in range(len(DURATIONS)):
        scene = rocket(*SIZE).copy()
        ImageDraw.Draw(scene).rectangle((5 * number, 9, 5 * number + 3, 12), fill="red")
        scenes.append(scene)
    return scenes


def _file(scenes: list[Image.Image], **options: object) -> bytes:
    return encoded(
        scenes[0],
        "PNG",
        save_all=True,
        append_images=scenes[1:],
        duration=DURATIONS[: len(scenes)],
        loop=3,
        **options,
    )


def _frames(data: bytes, mode: str = "RGB") -> list[Image.Image]:
    with Image.open(io.BytesIO(data)) as roll:
        return [frame.convert(mode) for frame in ImageSequence.Iterator(roll)]


def test_an_animated_png_is_read_and_written_without_loss() -> None:
    result = rendered(_file(_scenes()), size=SIZE, animated=True)
    assert result.content_type == "image/png"
    for frame, scene in zip(_frames(result.data), _scenes(), strict=True):
        assert np.array_equal(np.asarray(frame), np.asarray(scene))
    with Image.open(io.BytesIO(result.data)) as roll:
        assert roll.info["loop"] == 3
        assert [frame.info["duration"] for frame in ImageSequence.Iterator(roll)] == DURATIONS


def test_frames_are_drawn_like_still_pictures() -> None:
    steps = (Crop(10, 5, 40, 30), Resize(20, 15))
    result = rendered(_file(_scenes()), *steps, size=SIZE, animated=True)
    for frame, scene in zip(_frames(result.data), _scenes(), strict=True):
        still = opened(rendered(encoded(scene, "PNG"), *steps, size=SIZE).data)
        assert np.array_equal(np.asarray(frame), np.asarray(still))


def test_of_later_frames_only_what_changes_is_written() -> None:
    still = len(rendered(encoded(rocket(*SIZE), "PNG"), size=SIZE).data)
    assert len(rendered(_file(_scenes()), size=SIZE, animated=True).data) < 1.4 * still


def test_frames_that_are_alike_stay_apart() -> None:
    """Three scenes of which two are equal: Pillow writes them as one, we as they come."""
    scenes = [rocket(*SIZE), rocket(*SIZE).rotate(180), rocket(*SIZE)]
    result = rendered(_gif(scenes), size=SIZE, animated=True, frame_rate=(20.0, 20.0))
    frames = _frames(result.data)
    assert len(frames) == 8
    assert apart(frames[0], frames[1]) > 9


def _gif(scenes: list[Image.Image]) -> bytes:
    return encoded(
        scenes[0],
        "GIF",
        save_all=True,
        append_images=scenes[1:],
        duration=[40, 100, 250],
        loop=3,
        disposal=2,
    )


def test_transparent_frames_are_kept_as_they_are() -> None:
    scenes = []
    for number in range(3):
        scene = Image.new("RGBA", SIZE)
        ImageDraw.Draw(scene).ellipse((9 * number, 5, 9 * number + 20, 25), fill=(9, 200, 30, 128))
        scenes.append(scene)
    for file in (_file(scenes), _file(scenes, disposal=1), _file(scenes, disposal=2, blend=1)):
        expected = _frames(file, "RGBA")
        found = _frames(rendered(file, size=SIZE, animated=True).data, "RGBA")
        for frame, scene in zip(found, expected, strict=True):
            assert np.array_equal(np.asarray(frame), np.asarray(scene))


@pytest.mark.parametrize(("target", "loop"), [("gif", 2), ("webp", 3), ("png", 3)])
def test_delays_and_plays_go_along_into_other_formats(target: str, loop: int) -> None:
    """GIF counts how often an animation is shown again."""
    result = rendered(_file(_scenes()), size=SIZE, format=target, animated=True)
    with Image.open(io.BytesIO(result.data)) as roll:
        assert roll.info["loop"] == loop
        durations = []
        for frame in ImageSequence.Iterator(roll):
            frame.load()
            durations.append(frame.info["duration"])
    assert durations == DURATIONS


def test_an_animated_png_stands_still_as_its_picture_or_as_one_of_its_frames() -> None:
    scenes = _scenes()
    for format_name in ("png", "jpg"):
        result = rendered(_file(scenes), size=SIZE, format=format_name, quality=95)
        assert apart(opened(result.data), scenes[0]) < 3
    result = rendered(_file(scenes), size=SIZE, opening=Opening(3))
    assert np.array_equal(np.asarray(opened(result.data)), np.asarray(scenes[2]))


def test_a_picture_that_is_no_frame_is_not_shown_with_them() -> None:
    """One that stands before the animation is for those who cannot show it."""
    before = Image.new("RGB", SIZE, "blue")
    scenes = _scenes()
    data = encoded(before, "PNG", save_all=True, append_images=scenes, duration=50,
                   default_image=True)  # fmt: skip
    probed = probe(memoryview(data), Limits())
    assert (probed.format, probed.pages) == ("png", 3)
    still = opened(rendered(data, size=SIZE).data)
    assert still.getpixel((30, 20)) == (0, 0, 255)
    for frame, scene in zip(
        _frames(rendered(data, size=SIZE, animated=True).data), scenes, strict=True
    ):
        assert np.array_equal(np.asarray(frame), np.asarray(scene))


def test_some_frames_are_shown_in_the_order_asked_for() -> None:
    result = rendered(_file(_scenes()), size=SIZE, animated=True, opening=Opening(frames=(3, 1)))
    first, second = _frames(result.data)
    assert np.array_equal(np.asarray(first), np.asarray(_scenes()[2]))
    assert np.array_equal(np.asarray(second), np.asarray(_scenes()[0]))
    with Image.open(io.BytesIO(result.data)) as roll:
        assert [frame.info["duration"] for frame in ImageSequence.Iterator(roll)] == [250, 40]
    still = rendered(_file(_scenes()), size=SIZE, opening=Opening(frames=(3, 1)))
    assert np.array_equal(np.asarray(opened(still.data)), np.asarray(_scenes()[2]))


def _saying(frames: int, side: int) -> bytes:
    """Give an animated PNG that says how many frames of which side it has, and has one of them."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    control = struct.pack(">II", frames, 0)
    pixels = zlib.compress(b"\0" * (side + 1) * side)
    chunks = [(b"IHDR", header), (b"acTL", control), (b"IDAT", pixels), (b"IEND", b"")]
    return PNG_SIGNATURE + b"".join(png_chunk(kind, body) for kind, body in chunks)


@pytest.mark.parametrize(
    ("frames", "side", "message"),
    [(0xFFFFFFFF, 2, "Too many frames"), (900, 900, "in all frames"), (3, 20, "Invalid image")],
)
def test_a_bomb_is_refused_by_its_header_and_missing_frames_when_they_are_read(
    frames: int, side: int, message: str
) -> None:
    with pytest.raises(RenderRefused, match=message):
        probe(memoryview(_saying(frames, side)), Limits())


def test_an_animated_png_that_breaks_off_is_refused() -> None:
    data = _file(_scenes())
    with pytest.raises(RenderRefused, match="Invalid image"):
        probe(memoryview(data[: len(data) - 60]), Limits())


def test_no_frame_is_interlaced_and_an_interlaced_animation_stands_still() -> None:
    result = rendered(_file(_scenes()), size=SIZE, animated=True, progressive="semi")
    assert len(_frames(result.data)) == len(DURATIONS)
    picture = rendered(encoded(rocket(*SIZE), "PNG"), size=SIZE, progressive="semi").data
    header, rest = picture[:33], picture[33:]
    data = header + png_chunk(b"acTL", struct.pack(">II", 3, 0)) + rest
    assert probe(memoryview(data), Limits()).pages == 1
    assert apart(opened(rendered(data, size=SIZE).data), rocket(*SIZE)) == 0
