"""Illustration: photographs are told from drawings, on pictures that are known to be either."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.photographs import encoded, sample, sample_file
from workers.executor.limits import Limits
from workers.executor.survey.probe import probe

PHOTOGRAPHS = [
    *("astronaut", "brick", "camera", "cell", "chelsea", "coffee", "coins", "grass", "gravel"),
    *("hubble_deep_field", "ihc", "moon", "motorcycle_left", "retina", "rocket"),
]
KINDS = ["PNG", "JPEG", "WEBP", "GIF"]


def clip_art() -> Image.Image:
    picture = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((100, 100, 500, 500), fill="orange", outline="black", width=8)
    draw.rectangle((400, 300, 700, 550), fill="teal")
    draw.polygon([(0, 600), (200, 400), (350, 600)], fill="purple")
    return picture


def page() -> Image.Image:
    picture = Image.new("RGB", (800, 600), "white")
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(24)
    for line in range(20, 580, 34):
        text = "The quick brown fox jumps over the lazy dog, 0123456789"
        draw.text((20, line), text, fill="black", font=font)
    return picture


def chart() -> Image.Image:
    picture = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(picture)
    for bar in range(12):
        left, top = 50 + bar * 60, 550 - bar * 40
        draw.rectangle((left, top, left + 40, 550), fill=(30, 90 + bar * 10, 200))
    draw.line((40, 20, 40, 560, 780, 560), fill="black", width=3)
    return picture


def badge() -> Image.Image:
    """Shapes on a gradient."""
    shades = np.linspace(60, 220, 800)[None, :, None] * np.array([1, 0.6, 0.3])
    picture = Image.fromarray(np.repeat(shades, 600, 0).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((200, 100, 600, 500), fill="white")
    draw.rectangle((350, 250, 450, 350), fill="navy")
    return picture


def score_of(file: bytes) -> float:
    return probe(memoryview(file), Limits()).illustration


def score(picture: Image.Image, kind: str = "PNG") -> float:
    return score_of(encoded(picture, kind))


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_photographs_are_photographs(name: str) -> None:
    assert score_of(sample_file(name)) < 0.25


@pytest.mark.parametrize(
    ("draw", "kind"), list(itertools.product([clip_art, page, chart, badge], KINDS))
)
def test_drawings_charts_and_pages_of_text_are_illustrations(
    draw: Callable[[], Image.Image], kind: str
) -> None:
    assert score(draw(), kind) > 0.6


@pytest.mark.parametrize("name", ["horse", "phantom"])
def test_drawings_of_scikit_image_are_illustrations(name: str) -> None:
    assert score_of(sample_file(name)) > 0.6


def test_a_photograph_on_white_stays_a_sample() -> None:
    shown = Image.new("RGB", (800, 600), "white")
    shown.paste(sample("chelsea").resize((300, 200)), (250, 200))
    assert score(shown, "JPEG") < 0.25


def test_a_picture_of_one_colour_is_an_illustration() -> None:
    assert score(Image.new("RGB", (300, 200), "teal")) == 1.0


def test_the_smallest_picture_has_an_answer() -> None:
    assert score(Image.new("RGBA", (1, 1))) == 1.0


def test_what_is_hidden_does_not_count() -> None:
    """The photograph below a transparent channel is not seen."""
    drawing = clip_art().convert("RGBA")
    hidden = sample("chelsea").resize(drawing.size).convert("RGBA")
    hidden.putalpha(0)
    mask = Image.new("L", drawing.size, 0)
    mask.paste(255, (100, 100, 700, 550))
    shown = Image.composite(drawing, hidden, mask)
    assert score(shown) > 0.6


def test_a_size_does_not_decide() -> None:
    large = sample("rocket").resize((2560, 1708))
    assert score(large, "JPEG") < 0.25
    assert score(clip_art().resize((2400, 1800), Image.Resampling.NEAREST)) > 0.6
