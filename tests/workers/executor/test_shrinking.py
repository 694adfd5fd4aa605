"""Shrink-on-load: how good it is, against a full decode, and when it is used."""

from typing import Any

import numpy as np
import pytest
from PIL import Image
from skimage.metrics import structural_similarity

from planner.steps import Crop, Draft, Flip, Resize
from tests.photographs import encoded
from tests.workers.executor.pictures import drawn, mosaic, opened, pixels
from workers.executor.arrangement import arrange
from workers.executor.limits import Limits
from workers.executor.shrinking import fold
from workers.executor.sources import open_source

SIZE = (1600, 1200)
LANCZOS = Image.Resampling.LANCZOS


def _similarity(one: Image.Image, other: Image.Image) -> float:
    value = structural_similarity(  # type: ignore[no-untyped-call] # - scikit-image is not typed
        np.asarray(one), np.asarray(other), channel_axis=2, data_range=255
    )
    return float(value)


def _noise_ratio(one: Image.Image, other: Image.Image) -> float:
    """Peak signal to noise, in decibels."""
    return float(10 * np.log10(255**2 / np.mean((pixels(one) - pixels(other)) ** 2)))


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
@pytest.mark.parametrize("factor", [9.61, 10, 13, 4.81, 7, 2.41, 3, 2, 1.5])
def test_shrinking_while_decoding_costs_no_visible_quality(kind: str, factor: float) -> None:
    """All the detail of photographs, where the decoder leaves little, and where it leaves much."""
    source = encoded(mosaic(*SIZE), kind, quality=92)
    size = round(SIZE[0] / factor), round(SIZE[1] / factor)
    result = drawn(source, Resize(*size), size=SIZE)
    reference = opened(source).resize(size, LANCZOS)
    assert _similarity(result, reference) > 0.985
    assert _noise_ratio(result, reference) > 33


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"irreversible": True, "quality_mode": "rates", "quality_layers": [12]},
        {"tile_size": (300, 300)},
        {"num_resolutions": 2},
    ],
    ids=["lossless", "lossy", "in tiles", "of few resolutions"],
)
@pytest.mark.parametrize("factor", [9.61, 4.81, 3])
def test_fewer_resolutions_of_jpeg_2000_are_decoded_alike(
    options: dict[str, Any], factor: float
) -> None:
    """Its wavelets keep more of the finest detail than Lanczos does; an odd side is rounded up."""
    whole = mosaic(803, 601)
    source = encoded(whole, "JPEG2000", **options)
    size = round(803 / factor), round(601 / factor)
    result = drawn(source, Resize(*size), size=whole.size)
    reference = opened(source).resize(size, LANCZOS)
    assert _similarity(result, reference) > 0.96
    assert _noise_ratio(result, reference) > 28


def test_a_crop_before_scaling_stays_in_its_place() -> None:
    """Its edges fall between the pixels that the decoder gives."""
    source = encoded(mosaic(*SIZE), quality=95)
    crop = Crop(101, 53, 1287, 967)
    result = drawn(source, crop, Resize(80, 60), size=SIZE)
    box = (crop.left, crop.top, crop.left + crop.width, crop.top + crop.height)
    reference = opened(source).crop(box).resize((80, 60), LANCZOS)
    assert _similarity(result, reference) > 0.99


def _shrink(kind: str, *steps: Resize | Crop | Flip) -> float:
    source = open_source(memoryview(encoded(mosaic(*SIZE), kind)), Limits())
    return fold(source, arrange(Draft(steps, 1, 1), source).leading).shrink


@pytest.mark.parametrize(
    ("kind", "steps", "shrink"),
    [
        ("JPEG", (Resize(160, 120),), 8),
        ("JPEG", (Resize(167, 125),), 4),
        ("JPEG", (Resize(400, 300),), 2),
        ("JPEG", (Resize(1000, 750),), 1),
        ("JPEG", (Resize(10, 1200),), 1),
        ("JPEG", (Resize(160, 120), Crop(10, 10, 50, 50)), 8),
        ("JPEG", (Crop(0, 0, 800, 600), Resize(80, 60)), 8),
        ("JPEG", (Crop(4, 4, 800, 600), Resize(80, 60)), 4),
        ("JPEG", (Crop(1, 1, 800, 600), Resize(8, 6)), 8),
        ("JPEG", (Crop(0, 0, 800, 600),), 1),
        ("JPEG", (Flip(horizontal=True), Resize(160, 120)), 1),
        ("WEBP", (Resize(100, 75),), 4),
        ("PNG", (Resize(100, 75),), 1),
        ("JPEG2000", (Resize(160, 120),), 8),
        ("JPEG", (), 1),
    ],
)
def test_the_deepest_shrink_is_taken_that_leaves_enough(
    kind: str, steps: tuple[Resize | Crop | Flip, ...], shrink: int
) -> None:
    """Enough to scale, and every edge in its place."""
    assert _shrink(kind, *steps) == shrink


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
@pytest.mark.parametrize("size", [(1607, 1199), (1593, 1206)])
def test_a_last_pixel_that_is_not_whole_moves_nothing(kind: str, size: tuple[int, int]) -> None:
    """Decoders leave it out: the far corner would be most of a pixel beside its place."""
    source = encoded(mosaic(*size), kind, quality=95)
    target = round(size[0] / 12), round(size[1] / 12)
    result = drawn(source, Resize(*target), size=size)
    reference = opened(source).resize(target, LANCZOS)
    corner = (target[0] - 60, target[1] - 60, *target)
    assert _similarity(result.crop(corner), reference.crop(corner)) > 0.985


@pytest.mark.parametrize("size", [(1601, 1207), (1599, 1193), (17, 1200), (1600, 9)])
def test_odd_sizes_are_met_exactly(size: tuple[int, int]) -> None:
    source = encoded(mosaic(*SIZE).resize(size))
    target = max(size[0] // 10, 1), max(size[1] // 10, 1)
    result = drawn(source, Resize(*target), size=size)
    assert result.size == target
    cropped = drawn(source, Crop(1, 1, size[0] - 1, size[1] - 1), Resize(1, 1), size=size)
    assert cropped.size == (1, 1)
