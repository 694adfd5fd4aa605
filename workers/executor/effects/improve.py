"""Improve: balance, contrast, light and dull colours adjusted together."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.adjustments import balanced, blended, lightened, stretched, through
from workers.executor.tones.lookup import mapped
from workers.executor.tones.samples import sample
from workers.executor.tones.vividness import vivid


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of each adjustment is made, in per cent."""

    balance: float
    light: float
    vividness: float


#: Daylight is to keep its colour and wants to glow; lamps have a cast, and rooms are dark.
_MEASURES: Final = MappingProxyType(
    {
        "outdoor": Measure(balance=40, light=25, vividness=25),
        "indoor": Measure(balance=80, light=50, vividness=10),
    }
)


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Adjust the whole image by what it shows, and blend it with the image by the percentage."""
    mode, percent = step.arguments
    measure = _MEASURES[mode]
    # The whole image is looked at before its first row can be drawn.
    image = image.copy_memory()
    seen = sample(image)
    table = through(
        blended(balanced(seen), measure.balance),
        through(stretched(seen).clip(0, 1), blended(lightened(seen), measure.light)),
    )
    return vivid(mapped(image, blended(table, percent)), measure.vividness * percent / 100**2)
