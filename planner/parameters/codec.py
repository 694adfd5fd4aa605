"""``vc`` and ``dr``: how pictures of a video are encoded."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import TransformationError, ValueRefused
from planner.language.choices import Choice, Option
from planner.language.component import Component
from planner.language.declaration import VIDEO, Declaration, Role
from planner.language.grammar import Plain
from planner.plan import CostClass

_CODECS: Final = ("h264", "h265", "av1", "vp8", "vp9", "theora", "prores", "auto", "none")
_PROFILED: Final = ("h264", "h265")
_PROFILES: Final = ("auto", "baseline", "main", "high", "high444")
_LEVELS: Final = (
    "auto", "3.0", "3.1", "4.0", "4.1", "4.2", "5.0", "5.1", "5.2"
)  # fmt: skip
_NO_B_FRAMES: Final = "bframes_no"
_USUAL: Final = "auto"


@dataclass(frozen=True, slots=True)
class Codec:
    """A codec; ``profile`` and ``level`` are those of H.264 and H.265.

    ``whole``: without frames that need later ones (B-frames).
    """

    name: str
    profile: str = _USUAL
    level: str = _USUAL
    whole: bool = False


@dataclass(frozen=True, slots=True)
class CodecGrammar(Plain):
    """A codec, for some with ``:profile:level:bframes_no``."""

    expected: str = (
        f"one of {', '.join(_CODECS)}; h264 and h265 perhaps with :profile "
        f"({', '.join(_PROFILES)}), :level ({', '.join(_LEVELS)}) and :{_NO_B_FRAMES}"
    )

    def parse(self, text: str) -> Codec:
        """Read a value."""
        name, *rest = text.split(":", 4)
        if name not in _CODECS or (rest and name not in _PROFILED):
            raise ValueRefused
        whole = rest[-1:] == [_NO_B_FRAMES]
        rest = rest[:-1] if whole else rest
        profile, level, *more = (*rest, _USUAL, _USUAL)
        if len(rest) > 2 or profile not in _PROFILES or level not in _LEVELS or len(more) > 2:  # noqa: PLR2004 - a profile and a level
            raise ValueRefused
        return Codec(name, profile, level, whole)

    def text(self, value: Codec) -> str:
        """Give the canonical spelling."""
        words = [value.name, value.profile, value.level]
        while len(words) > 1 and words[-1] == _USUAL:
            words.pop()
        return ":".join([*words, _NO_B_FRAMES] if value.whole else words)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        profile, level = random.choice(_PROFILES), random.choice(_LEVELS)
        return random.choice(
            [
                *_CODECS,
                f"h264:{profile}",
                f"h264:{profile}:{level}",
                f"h265:{profile}:{level}:bframes_no",
            ]
        )


VIDEO_CODEC: Final = Declaration(
    key="vc",
    name="video codec",
    role=Role.GLOBAL,
    media=VIDEO,
    grammar=CodecGrammar(),
    cost=CostClass.HEAVY,
    drawn=False,
    sentence="The codec of the pictures, with its profile and level.",
    example="vc_h264:main:3.1",
)

DYNAMIC_RANGE: Final = Declaration(
    key="dr",
    name="dynamic range",
    role=Role.GLOBAL,
    media=VIDEO,
    grammar=Choice(prefix="dr", options=(Option("high", "More light than usual screens show."),)),
    cost=CostClass.HEAVY,
    drawn=False,
    sentence="Keep a high dynamic range, with H.265.",
    example="dr_high,vc_h265",
)


def check(component: Component) -> None:
    """Refuse a high dynamic range of a codec that has none. Raises TransformationError."""
    codec = component.get(VIDEO_CODEC)
    if component.has(DYNAMIC_RANGE) and codec is not None and codec.name != "h265":
        raise TransformationError(
            f"dr_high does not work with vc_{codec.name}",
            parameter=DYNAMIC_RANGE.key,
            expected="dr_high,vc_h265",
        )
