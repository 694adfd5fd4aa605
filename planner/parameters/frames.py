"""``fps``, ``ki`` and ``vs``: how many frames, and which of them stand for themselves."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.expressions.computable import Computable
from planner.language.declaration import BOTH, VIDEO, Declaration, Role
from planner.language.grammar import Plain
from planner.language.numbers import Number, number_text
from planner.plan import CostClass

_RATE: Final = Number(0.01, 240)
_COUNT: Final = Number(1, 10_000, whole=True)
_SECONDS: Final = Number(0.01, 3600)


@dataclass(frozen=True, slots=True)
class FrameRate:
    """Frames a second, from ``least`` to ``most``; ``most`` is None without a bound."""

    least: float
    most: float | None


@dataclass(frozen=True, slots=True)
class FrameRateGrammar(Plain):
    """``24``, ``24-30``, ``24-``."""

    expected: str = f"{_RATE.expected}, or a range such as 24-30 or 24-"

    def parse(self, text: str) -> FrameRate:
        """Read a value."""
        least, dash, most = text.partition("-")
        lower = _RATE.parse(least)
        upper = (_RATE.parse(most) if most else None) if dash else lower
        if upper is not None and upper < lower:
            raise ValueRefused
        return FrameRate(lower, upper)

    def text(self, value: FrameRate) -> str:
        """Give the canonical spelling."""
        if value.most == value.least:
            return number_text(value.least)
        return f"{number_text(value.least)}-{number_text(value.most) if value.most else ''}"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["24", "29.97", "24-30", "24-", "25-25"])


@dataclass(frozen=True, slots=True)
class Sampling:
    """So many frames of the whole clip, or one every so many seconds."""

    frames: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SamplingGrammar(Plain):
    """``20``, or seconds such as ``2.3s``."""

    expected: str = "a number of frames such as 20, or seconds between them such as 2.3s"

    def parse(self, text: str) -> Sampling:
        """Read a value."""
        if text.endswith("s"):
            return Sampling(seconds=_SECONDS.parse(text[:-1]))
        return Sampling(frames=int(_COUNT.parse(text)))

    def text(self, value: Sampling) -> str:
        """Give the canonical spelling."""
        return str(value.frames) if value.frames else f"{number_text(value.seconds)}s"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["20", "20.0", "2.3s", "1s"])


FRAME_RATE: Final = Declaration(
    key="fps",
    name="frame rate",
    role=Role.GLOBAL,
    media=BOTH,
    grammar=FrameRateGrammar(),
    sentence="Frames a second, or from how many to how many.",
    example="fps_24-30",
)

KEY_FRAMES: Final = Declaration(
    key="ki",
    name="keyframe interval",
    role=Role.GLOBAL,
    media=VIDEO,
    grammar=Computable(_SECONDS),
    cost=CostClass.HEAVY,
    drawn=False,
    sentence="Seconds between frames that need no others.",
    example="ki_0.5",
)

SAMPLING: Final = Declaration(
    key="vs",
    name="video sampling",
    role=Role.GLOBAL,
    media=VIDEO,
    grammar=SamplingGrammar(),
    cost=CostClass.HEAVY,
    drawn=False,
    sentence="Which frames of a clip an animated image has.",
    example="fl_animated,vs_20",
)
