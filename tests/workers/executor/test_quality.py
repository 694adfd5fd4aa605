"""Automatic quality: what encoders may lose, held to scikit-image's measure of it."""

from functools import cache
from typing import Any

import numpy as np
import pytest
import pyvips
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy.fft import dctn, idctn
from skimage.color import rgb2gray
from skimage.metrics import structural_similarity
from skimage.transform import downscale_local_mean

from planner.parameters.format import format_named
from planner.parameters.quality import LEVELS
from planner.plan import Output
from tests.photographs import encoded, sample
from tests.workers.executor.pictures import opened, rendered
from workers.errors import RenderRefused
from workers.executor.encoding import encoders, settled
from workers.executor.quality.forecast import Forecast
from workers.executor.quality.likeness import BLACK, Likeness, luma, noise
from workers.executor.quality.sampling import SIDE
from workers.executor.quality.searching import bounds, target
from workers.executor.quality.steps import STEPS
from workers.executor.quality.trying import seen

#: They are not typed.
_similarity: Any = structural_similarity
_smaller: Any = downscale_local_mean
_waves: Any = dctn
_pixels: Any = idctn

#: Photographs, each the part of it that is looked at: small enough to be fast.
PHOTOGRAPHS = ("coffee", "chelsea", "astronaut")
SIZE = (300, 240)

#: How far from its target a level may come out: parts stand for the whole, and windows differ.
NEAR = 1.6


@cache
def _photograph(name: str) -> Image.Image:
    return sample(name).crop((60, 40, 60 + SIZE[0], 40 + SIZE[1]))


@cache
def _drawing() -> Image.Image:
    picture = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 20, 120, 120), fill="red")
    pen.rectangle((150, 30, 280, 110), fill=(20, 60, 200))
    pen.line((10, 230, 290, 140), fill="black", width=4)
    for line in range(5):
        pen.text((20, 130 + 14 * line), "The quick brown fox jumps", fill="black")
    return picture


def _numbers(form: str) -> tuple[int, ...]:
    known = format_named(form)
    assert known is not None
    return known.qualities


def _luma(picture: Image.Image) -> NDArray[np.float64]:
    """As a screen in a lit room shows it."""
    return np.asarray(picture.convert("L"), dtype=np.float64) + BLACK


def _lost(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """Measure loss by scikit-image: three scales, by the weights of the paper."""
    lost, weights = 0.0, (0.0448, 0.2856, 0.3001)
    for weight in weights:
        _, shown = _similarity(before, after, data_range=255, win_size=7, full=True)
        lost += weight * np.sqrt(np.mean((1 - shown[3:-3, 3:-3]) ** 2))
        before, after = _smaller(before, (2, 2)), _smaller(after, (2, 2))
    return lost / sum(weights)


def _written(picture: Image.Image, form: str, level: str) -> bytes:
    numbers = _numbers(form)
    start = numbers[LEVELS.index(level)]
    file = encoded(picture, "PNG")
    return rendered(file, size=picture.size, format=form, quality=start, level=level).data


def _number(picture: Image.Image, form: str, level: str) -> int:
    image = pyvips.Image.new_from_array(np.asarray(picture), interpretation="srgb")
    return settled(image, Output(form, 1, level=level)).quality


@pytest.mark.parametrize("form", ["jpg", "webp"])
@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_each_level_loses_what_it_may_lose_and_no_more(name: str, form: str) -> None:
    picture = _photograph(name)
    numbers = _numbers(form)
    before = _luma(picture)
    for level in LEVELS:
        wanted = target(level, noise(before.astype(np.float32)))
        ratio = _lost(before, _luma(opened(_written(picture, form, level)))) / wanted
        least, most = bounds(level, numbers, drawn=False)
        number = _number(picture, form, level)
        assert ratio < NEAR or number == most, level
        assert ratio > 1 / NEAR or number == least, level


def test_an_avif_loses_what_it_may_lose() -> None:
    picture = _photograph("chelsea")
    before = _luma(picture)
    wanted = target("good", noise(before.astype(np.float32)))
    lost = _lost(before, _luma(opened(_written(picture, "avif", "good"))))
    assert 1 / NEAR < lost / wanted < NEAR


@pytest.mark.parametrize("form", ["jpg", "webp"])
@pytest.mark.parametrize("name", [*PHOTOGRAPHS, "drawing"])
def test_a_lower_level_is_smaller_and_less_like(name: str, form: str) -> None:
    picture = _drawing() if name == "drawing" else _photograph(name)
    files = [_written(picture, form, level) for level in LEVELS]
    lost = [_lost(_luma(picture), _luma(opened(file))) for file in files]
    assert [len(file) for file in files] == sorted(map(len, files), reverse=True)
    assert lost == sorted(lost)
    assert lost[0] < lost[-1]


@pytest.mark.parametrize("form", ["jpg", "webp", "avif"])
def test_a_drawing_gets_its_levels_number_at_least(form: str) -> None:
    numbers = _numbers(form)
    for place, level in enumerate(LEVELS):
        assert _number(_drawing(), form, level) >= numbers[place]


def test_a_drawing_keeps_chroma_whole_and_a_photograph_does_not() -> None:
    """The sampling factors of the frame header tell (ITU-T T.81, B.2.2)."""
    assert _sampling(_written(_drawing(), "jpg", "good")) == (1, 1)
    assert _sampling(_written(_photograph("chelsea"), "jpg", "good")) == (2, 2)


def _sampling(jpeg: bytes) -> tuple[int, int]:
    at = max(jpeg.find(b"\xff\xc0"), jpeg.find(b"\xff\xc2"))
    return jpeg[at + 11] >> 4, jpeg[at + 11] & 15


def test_noise_is_kept_less_closely() -> None:
    """The same photograph with noise gets no more of a number than its noise makes up for."""
    clean = np.asarray(_photograph("coffee"), dtype=np.float64)
    grain = np.random.default_rng(3).normal(0, 25, clean.shape)
    noisy = Image.fromarray(np.clip(clean + grain, 0, 255).astype(np.uint8))
    lost = [
        _lost(_luma(picture), _luma(opened(_written(picture, "jpg", "good"))))
        for picture in (_photograph("coffee"), noisy)
    ]
    assert lost[1] > 3 * lost[0]
    assert noise(_luma(noisy).astype(np.float32)) > noise(
        _luma(_photograph("coffee")).astype(np.float32)
    )


def test_noise_is_estimated_in_steps_of_luma() -> None:
    for deviation in (2.0, 10.0):
        grain = np.random.default_rng(5).normal(128, deviation, (200, 300)).astype(np.float32)
        assert noise(grain) == pytest.approx(deviation, rel=0.03)


def test_the_same_picture_gets_the_same_bytes() -> None:
    files = {_written(_photograph("coffee"), "webp", "eco") for _ in range(3)}
    assert len(files) == 1


@pytest.mark.parametrize("form", ["jpg", "webp", "avif"])
def test_a_level_costs_one_encode_of_a_part_of_the_picture(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seldom two, never more; none of them of more pixels than a sample has."""
    encoder = encoders()[form]
    encode, tried = encoder.encode, []

    def counted(image: pyvips.Image, output: Output) -> bytes:
        tried.append(image.width * image.height)
        return encode(image, output)

    monkeypatch.setattr(encoder, "encode", counted)
    counts = []
    for picture in (_photograph("coffee"), _photograph("astronaut"), sample("chelsea")):
        for level in LEVELS:
            tried.clear()
            _number(picture, form, level)
            counts.append(len(tried))
            assert max(tried) <= 9 * SIDE**2
            assert max(tried) <= picture.width * picture.height / 1.9
    assert 1 <= sum(counts) / len(counts) <= 1.25
    assert max(counts) <= 2


def test_a_forecast_is_what_rounding_the_frequencies_of_blocks_loses() -> None:
    """Done by SciPy's cosine transform, and compared where windows lie side by side."""
    plane = np.asarray(rgb2gray(np.asarray(sample("coffee"))) * 255)[:384, :576]
    for step in (8.0, 30.0):
        blocks = plane.reshape(48, 8, 72, 8).swapaxes(1, 2)
        waves = _waves(blocks, axes=(2, 3), norm="ortho")
        back = _pixels(np.rint(waves / step) * step, axes=(2, 3), norm="ortho")
        after = back.swapaxes(1, 2).reshape(plane.shape)
        lost = Likeness(plane.astype(np.float32)).loss(after.astype(np.float32))
        told = Forecast(plane.astype(np.float32)).loss(step)
        assert told == pytest.approx(lost, rel=0.15), step


@pytest.mark.parametrize("form", sorted(STEPS))
def test_a_forecast_tells_roughly_what_an_encoder_loses(form: str) -> None:
    """Within what one trial corrects; and less is lost with every greater number."""
    numbers = _numbers(form)
    off = []
    for name in PHOTOGRAPHS:
        picture = _photograph(name)
        forecast = Forecast(_luma(picture).astype(np.float32))
        told = [forecast.loss(STEPS[form](number)) for number in numbers]
        assert told == sorted(told)
        file = rendered(
            encoded(picture, "PNG"), size=SIZE, format=form, quality=numbers[1], chroma=""
        )
        off.append(
            np.log(_lost(_luma(picture), luma(seen(file.data, form)).astype(float)) / told[1])
        )
    assert abs(np.mean(off)) < np.log(1.8)


def test_a_black_that_is_a_step_less_so_is_hardly_a_loss() -> None:
    dark = np.asarray(_photograph("astronaut")) // 16
    lighter = np.clip(dark.astype(int) + (dark < 2), 0, 255).astype(np.uint8)
    assert Likeness(luma(dark)).loss(luma(lighter)) < target("low", 0)


def test_a_broken_source_is_no_lack_of_memory_though_it_is_copied_there() -> None:
    """Libvips' binding speaks of memory wherever pixels were to be copied."""
    file = encoded(_photograph("coffee"), "PNG")
    with pytest.raises(RenderRefused, match="Invalid image file"):
        rendered(file[: len(file) // 2], size=SIZE, format="jpg", level="good")


def test_loss_agrees_with_scikit_image() -> None:
    before = np.asarray(rgb2gray(np.asarray(sample("coffee"))) * 255)
    likeness = Likeness(before.astype(np.float32))
    assert likeness.loss(before.astype(np.float32)) == pytest.approx(0, abs=1e-6)
    rng = np.random.default_rng(7)
    for deviation in (2.0, 6.0):
        after = before + rng.normal(0, deviation, before.shape)
        expected = _lost(before, after)
        assert likeness.loss(after.astype(np.float32)) == pytest.approx(expected, rel=0.12)


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (7, 5), (300, 9), (97, 97)])
@pytest.mark.parametrize("form", ["jpg", "webp", "avif", "heic", "jxl", "jp2", "pdf"])
def test_pictures_of_any_size_and_format_find_a_number(form: str, size: tuple[int, int]) -> None:
    picture = _photograph("coffee").resize(size)
    least, most = bounds("good", _numbers(form), drawn=False)
    assert least <= _number(picture, form, "good") <= most
