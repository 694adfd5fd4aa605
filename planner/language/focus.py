"""Automatic gravity: what is weighed when the most interesting part is looked for."""

import re
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.language.areas import WEIGHED, Weighed, read_weighed
from planner.language.grammar import Plain
from planner.language.numbers import Number, number_text

#: The name of an object; detectors decide which they know.
OBJECT: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}", re.ASCII)

_ALGORITHMS: Final = ("subject", "classic")
_THIRDS: Final = "thirds_0"
_AREA: Final = "aoi_"
_AREA_SIDES: Final = 4
_AVOID: Final = "_avoid"
_USUAL: Final = "faces"
_WEIGHED: Final = re.compile(r"(.+)_([0-9]{1,3})", re.ASCII)
_PERCENT: Final = re.compile(r"[0-9]{1,3}", re.ASCII)
_LENGTH: Final = Number(0, 100_000)

#: Focal options, before they are too many; as many areas as are stored may be weighed beside.
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Focal:
    """Something to pay attention to, with a ``weight`` in percent, or to avoid."""

    target: str
    weight: int | None = None
    avoid: bool = False

    @property
    def name(self) -> str:
        """The canonical spelling."""
        if self.avoid:
            return f"{self.target}{_AVOID}"
        return self.target if self.weight is None else f"{self.target}_{self.weight}"


#: Nothing that is stored counts.
NONE: Final = Focal("none")
#: What is stored counts beside the rest, and does not take its place.
NO_OVERRIDE: Final = Focal("custom_no_override")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of interest: x, y, width, height, as written, pixels or decimal fractions."""

    sides: tuple[str, ...]

    @property
    def lengths(self) -> tuple[tuple[float, bool], ...]:
        """Give each side as a number, and whether it is a share of the image."""
        return tuple((float(side), "." in side) for side in self.sides)

    @property
    def name(self) -> str:
        """The canonical spelling."""
        return _AREA + "_".join(self.sides)


@dataclass(frozen=True, slots=True)
class Auto:
    """How the most interesting part is found.

    ``algorithm`` is empty where both are mixed. ``tightness``: how close a thumbnail goes, 0 the
    closest, 100 the widest; None leaves it open. ``thirds``: whether the rule of thirds counts.
    """

    algorithm: str = ""
    focals: tuple[Focal | Area | Weighed, ...] = ()
    tightness: int | None = None
    thirds: bool = True

    @property
    def yields(self) -> bool:
        """Whether custom coordinates, where they are stored, take its place."""
        if not all(isinstance(focal, Focal) for focal in self.focals):
            return False
        return {NONE.target, NO_OVERRIDE.target}.isdisjoint(
            focal.target for focal in self.focals if isinstance(focal, Focal)
        )

    @property
    def name(self) -> str:
        """The canonical spelling."""
        parts = ["auto", *([self.algorithm] if self.algorithm else [])]
        parts += [focal.name for focal in self.focals]
        parts += [] if self.tightness is None else [str(self.tightness)]
        return ":".join(parts if self.thirds else [*parts, _THIRDS])


AUTO: Final = Auto()


@dataclass(frozen=True, slots=True)
class AutoGrammar(Plain):
    """``auto``, then an algorithm, focal options, a number, ``thirds_0``, joined by colons."""

    expected: str = (
        "auto, then subject or classic, what to pay attention to (faces, an object, ocr_text, "
        "custom_no_override, none, aoi_x_y_w_h, each perhaps with _avoid or a weight), a number "
        "from 0 to 100, thirds_0, joined by colons"
    )

    def parse(self, text: str) -> Auto:
        """Read a value, whose first word is ``auto``."""
        value = AUTO
        words = text.split(":")[1:]
        if len([word for word in words if not word.startswith(WEIGHED)]) > _MOST:
            raise ValueRefused(self.expected)
        focals: dict[Focal | Area | Weighed, None] = {}
        for word in words:
            made = self._with(value, word)
            if made is None:
                focals[_weighed_or_not(word)] = None
            value = made or value
        # Faces count anyway.
        return value if set(focals) == {Focal(_USUAL)} else replace(value, focals=tuple(focals))

    def text(self, value: Auto) -> str:
        """Give the canonical spelling."""
        return value.name

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        words = ["auto"]
        focals = ["faces", "face_avoid", "cat_30", "none", "aoi_10_20_0.5_100", "ocr_text"]
        for choices in ([*_ALGORITHMS], focals, focals, ["0", "50"], [_THIRDS]):
            words += random.choice([[], [random.choice(choices)]])
        return ":".join(words)

    def _with(self, value: Auto, word: str) -> Auto | None:
        """Give the value after one more word; None where that is something to pay attention to."""
        if word in _ALGORITHMS and not value.algorithm:
            return replace(value, algorithm=word)
        if word == _THIRDS:
            return replace(value, thirds=False)
        if _PERCENT.fullmatch(word) and value.tightness is None:
            return replace(value, tightness=_percent(word))
        return None


def _percent(word: str) -> int:
    number = int(word)
    if number > 100:  # noqa: PLR2004 - percent
        raise ValueRefused("a number from 0 to 100")
    return number


def _weighed_or_not(word: str) -> Focal | Area | Weighed:
    if word.startswith(WEIGHED):
        return read_weighed(word)
    return _area(word) if word.startswith(_AREA) else _focal(word)


def _area(word: str) -> Area:
    sides = word.removeprefix(_AREA).split("_")
    if len(sides) != _AREA_SIDES:
        raise ValueRefused("aoi_x_y_w_h, each pixels or a decimal fraction")
    return Area(tuple(_side(side) for side in sides))


def _side(text: str) -> str:
    plain = number_text(_LENGTH.parse(text))
    return f"{plain}.0" if "." in text and "." not in plain else plain


def _focal(word: str) -> Focal:
    if word.endswith(_AVOID):
        focal = Focal(word.removesuffix(_AVOID), avoid=True)
    elif weighed := _WEIGHED.fullmatch(word):
        focal = Focal(weighed[1], _percent(weighed[2]))
    else:
        focal = Focal(word)
    if not OBJECT.fullmatch(focal.target):
        raise ValueRefused
    return focal
