"""``br``: how many bits a second may take."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.language.declaration import VIDEO, Declaration, Role
from planner.language.grammar import Plain
from planner.plan import CostClass

_RATE: Final = re.compile(r"([1-9][0-9]{0,9})(?:\.([0-9]))?([km]?)", re.ASCII)
_UNITS: Final = {"": 1, "k": 1_000, "m": 1_000_000}
_BOTH: Final = re.compile(
    r"av:(?:video_\(value_([^;()]+)(?:;mode_(vbr|cbr))?\))?;?(?:audio_\(value_([^;()]+)\))?",
    re.ASCII,
)

#: Bits a second.
_MOST: Final = 500_000_000


@dataclass(frozen=True, slots=True)
class BitRate:
    """Bits a second of the pictures, and of the sound where that is apart; None leaves it open.

    ``constant``: always as many, whatever is shown.
    """

    video: int | None
    audio: int | None = None
    constant: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class BitRateGrammar(Plain):
    """``500k``, ``2m:constant``, ``av:video_(value_2m;mode_cbr);audio_(value_128k)``."""

    expected: str = (
        "bits a second such as 500000, 500k or 2m, perhaps with :constant, or "
        "av:video_(value_2m;mode_vbr);audio_(value_128k)"
    )

    def parse(self, text: str) -> BitRate:
        """Read a value."""
        if text.startswith("av:"):
            both = _BOTH.fullmatch(text)
            if both is None or not (both[1] or both[3]):
                raise ValueRefused
            video = _bits(both[1]) if both[1] else None
            audio = _bits(both[3]) if both[3] else None
            return BitRate(video, audio, constant=both[2] == "cbr", apart=True)
        rate, _, mode = text.partition(":")
        if mode not in ("", "constant") or text.endswith(":"):
            raise ValueRefused
        return BitRate(_bits(rate), constant=bool(mode))

    def text(self, value: BitRate) -> str:
        """Give the canonical spelling."""
        if not value.apart:
            return _shown(value.video) + (":constant" if value.constant else "")
        mode = ";mode_cbr" if value.constant else ""
        video = "" if value.video is None else f"video_(value_{_shown(value.video)}{mode})"
        audio = "" if value.audio is None else f"audio_(value_{_shown(value.audio)})"
        return "av:" + ";".join(part for part in (video, audio) if part)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        rate = random.choice(["500000", "500k", "1.5m", "2m:constant"])
        both = "av:video_(value_2m;mode_cbr);audio_(value_128k)"
        return random.choice([rate, rate, both, "av:audio_(value_96k)", "av:video_(value_1m)"])


def _bits(text: str) -> int:
    written = _RATE.fullmatch(text)
    if written is None or (written[2] and not written[3]):
        raise ValueRefused
    unit = _UNITS[written[3]]
    bits = int(written[1]) * unit + int(written[2] or 0) * unit // 10
    if bits > _MOST:
        raise ValueRefused
    return bits


def _shown(bits: int | None) -> str:
    for unit in ("m", "k"):
        if bits and bits % _UNITS[unit] == 0:
            return f"{bits // _UNITS[unit]}{unit}"
    return str(bits)


BIT_RATE: Final = Declaration(
    key="br",
    name="bit rate",
    role=Role.GLOBAL,
    media=VIDEO,
    grammar=BitRateGrammar(),
    cost=CostClass.HEAVY,
    drawn=False,
    sentence="How many bits a second of the result may take.",
    example="br_500k",
)
