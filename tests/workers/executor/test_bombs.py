"""F19: files that are small and say that they are large. Each is refused by its header."""

import resource
import zlib
from collections.abc import Callable

import pytest
import pyvips

from planner.steps import Crop, Resize
from tests.photographs import encoded, rocket
from tests.workers.executor import files
from tests.workers.executor.pictures import HEIGHT, WIDTH, rendered
from workers.errors import DeadlineExceeded, RenderRefused
from workers.executor.limits import Limits
from workers.executor.survey.probe import probe

#: What refusing may add to the process at its largest, in KiB. A decoded megapixel takes 3,000.
LITTLE = 30_000

_ROWS = files.png_chunk(b"IDAT", zlib.compress(bytes(1000)))

BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "an AVIF of 289 megapixels in 1.4 KB": (lambda: files.avif_saying(17000, 17000), "289.0 mega"),
    "an AVIF beyond all bounds": (lambda: files.avif_saying(2**30, 2**30), "Invalid image"),
    "a PNG of 65535 x 65535": (lambda: files.png(65535, 65535, _ROWS), "4294.8 megapixels"),
    "a PNG of 2 billion squared": (lambda: files.png(2**31 - 1, 2**31 - 1), "Invalid image"),
    "a GIF of 65535 x 65535": (lambda: files.gif(65535, 65535, 1), "4294.8 megapixels"),
    "a JPEG of 65500 x 65500": (lambda: files.jpeg_saying(65500, 65500), "4290.2 megapixels"),
    "a JPEG of 65535 x 65535": (lambda: files.jpeg_saying(65535, 65535), "Invalid image"),
    "a WebP of 16384 x 16384": (lambda: files.webp_saying(16384, 16384), "."),
    "a GIF of 100,000 frames": (lambda: files.gif(1, 1, 100_000), "Too many frames: 100000"),
    "a GIF of 900 frames of 16 megapixels": (
        lambda: files.gif(4000, 4000, 900),
        "14400.0 megapixels in all frames",
    ),
    "a 57-byte PNG with a chunk of 2 GB": (
        lambda: files.png(100, 100, files.png_chunk(b"IDAT", b"", length=2**31 - 1))[:57],
        "Invalid image",
    ),
    "a PNG with a text of 2 GB": (
        lambda: files.png(100, 100, files.png_chunk(b"zTXt", b"a", length=2**31 - 16))[:57],
        "Invalid image",
    ),
}


def _largest() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_little_memory_and_always_in_the_same_words(name: str) -> None:
    make, expected = BOMBS[name]
    bomb = memoryview(make())
    before = _largest()
    verdicts = set()
    for _ in range(3):
        with pytest.raises(RenderRefused, match=expected) as refusal:
            probe(bomb, Limits())
        verdicts.add((refusal.value.status, refusal.value.message))
    assert len(verdicts) == 1
    assert verdicts.pop()[0] == 400
    assert _largest() - before < LITTLE


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP", b"IDAT"])
def test_a_compressed_bomb_inside_a_png_is_never_unpacked(kind: bytes) -> None:
    """F19: 100 MB of zeros in 100 KB, beside the whole picture or instead of it."""
    zeros = zlib.compress(bytes(100_000_000), 9)
    picture = files.png_chunk(b"IDAT", zlib.compress(bytes(30_100)))
    end = files.png_chunk(b"IEND", b"")
    bomb = (
        files.png(100, 100, files.png_chunk(kind, zeros), end)
        if kind == b"IDAT"
        else files.png(100, 100, files.png_chunk(kind, b"a\0\0" + zeros), picture, end)
    )
    before = _largest()
    assert probe(memoryview(bomb), Limits()).width == 100
    assert _largest() - before < LITTLE


def test_an_avif_whose_picture_is_larger_than_it_says_is_refused() -> None:
    """F19, the other way round: the lie is in the container, the megapixels are in the stream."""
    large = pyvips.Image.black(3000, 3000, bands=3).copy(interpretation="srgb")
    honest = large.heifsave_buffer(compression="av1", effort=0, Q=1)
    assert len(honest) < 2000
    before = _largest()
    with pytest.raises(RenderRefused, match="Invalid image file"):
        probe(memoryview(files.with_extents(honest, 64, 48)), Limits())
    assert _largest() - before < LITTLE // 2


def test_a_bomb_is_refused_when_rendering_too() -> None:
    with pytest.raises(RenderRefused, match=r"289\.0 megapixels") as refusal:
        rendered(files.avif_saying(17000, 17000), Resize(10, 10))
    assert refusal.value.status == 400


def test_each_limit_has_its_words() -> None:
    photograph = memoryview(encoded(rocket(WIDTH, HEIGHT)))
    for limits, words in (
        (Limits(max_bytes=1000), "File size too large"),
        (Limits(max_pixels=WIDTH * HEIGHT - 1), "Image too large"),
    ):
        with pytest.raises(RenderRefused, match=words):
            probe(photograph, limits)
    exactly = Limits(max_bytes=len(photograph), max_pixels=WIDTH * HEIGHT)
    assert probe(photograph, exactly).width == WIDTH


def test_the_limit_holds_for_what_is_drawn_too() -> None:
    limits = Limits(max_pixels=100_000)
    with pytest.raises(RenderRefused, match=r"Image too large: 4\.0 megapixels"):
        rendered(
            encoded(rocket(WIDTH, HEIGHT)), Resize(2000, 2000), Crop(0, 0, 10, 10), limits=limits
        )


def test_no_step_is_begun_after_the_deadline() -> None:
    with pytest.raises(DeadlineExceeded):
        rendered(encoded(rocket(WIDTH, HEIGHT)), Resize(10, 10), limits=Limits(deadline=0.0))
