"""Grey, against the standards' formulas."""

import numpy as np

from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers


def test_grayscale_keeps_the_luminance_of_linear_light() -> None:
    """IEC 61966-2-1 for the curve, ITU-R BT.709 for the weights."""
    picture = rocket(120, 80)
    values = numbers(picture) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    curved = np.where(
        luminance <= 0.0031308, 12.92 * luminance, 1.055 * luminance ** (1 / 2.4) - 0.055
    )
    expected = np.repeat(255 * curved[:, :, np.newaxis], 3, axis=2)
    assert np.abs(numbers(applied("e_grayscale", picture)) - expected).max() <= 2


def test_grayscale_leaves_alpha_alone() -> None:
    picture = rocket(60, 40).convert("RGBA")
    picture.putalpha(128)
    result = numbers(applied("e_grayscale", picture))
    assert (result[:, :, 3] == 128).all()
    assert (result[:, :, 0] == result[:, :, 1]).all()
