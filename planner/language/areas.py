"""Areas: parts of the image at hand that a gravity lies on, as shares of its sides.

They are what `custom`, a region or a face comes to once the image is known, so that whoever draws
it needs to be told nothing else of the asset.
"""

import re
from dataclasses import dataclass
from typing import Final

from planner.errors import ValueRefused
from planner.language.decimals import number_text, read_number
from planner.steps import Shares

PREFIX: Final = "areas_"
WEIGHED: Final = "at_"

_SIDES: Final = 4
_WEIGHT: Final = re.compile(r"-?[0-9]{1,3}", re.ASCII)

#: Areas of one gravity, before they are too many: as many as may be stored of one kind.
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Areas:
    """What a gravity lies on: left, top, width and height of each, 0 to 1."""

    each: tuple[Shares, ...]

    @property
    def name(self) -> str:
        """The canonical spelling."""
        return PREFIX + ":".join(written(area) for area in self.each)


@dataclass(frozen=True, slots=True)
class Weighed:
    """An area that counts beside what the picture shows, by a weight in percent."""

    area: Shares
    weight: int

    @property
    def name(self) -> str:
        """The canonical spelling."""
        return f"{WEIGHED}{written(self.area)}_{self.weight}"


def read_areas(text: str) -> Areas:
    """Read areas, joined by colons. Raises ValueRefused."""
    words = text.removeprefix(PREFIX).split(":")
    if len(words) > _MOST:
        raise ValueRefused(f"at most {_MOST} areas")
    return Areas(tuple(_shares(word.split("_")) for word in words))


def read_weighed(text: str) -> Weighed:
    """Read an area with its weight. Raises ValueRefused."""
    *sides, weight = text.removeprefix(WEIGHED).split("_")
    if not _WEIGHT.fullmatch(weight):
        raise ValueRefused("at_x_y_w_h_weight, the weight a whole percentage")
    return Weighed(_shares(sides), int(weight))


def written(area: Shares) -> str:
    """Write an area with underscores."""
    return "_".join(map(number_text, area))


def _shares(words: list[str]) -> Shares:
    numbers = [read_number(word) for word in words]
    if len(numbers) != _SIDES or not all(0 <= number <= 1 for number in numbers):
        raise ValueRefused("left, top, width and height of an area, each from 0 to 1")
    left, top, width, height = numbers
    if not width or not height:
        raise ValueRefused("an area of some width and height")
    return left, top, width, height
