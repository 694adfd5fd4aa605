"""Motion and sound: effects of clips and of animations."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from planner.effects.standpoint import StandpointGrammar, facts_of
from planner.errors import ValueRefused
from planner.expressions.values import Amount
from planner.language.arguments import Argument, Arguments
from planner.language.effect import Effect
from planner.language.grammar import Plain
from planner.language.numbers import Number, number_text
from planner.language.shapes import level, named
from planner.language.terms import Hue, Level, Word
from planner.language.traits import BOTH, VIDEO
from planner.plan import CostClass

_HEAVY: Final = CostClass.HEAVY
_PERCENT: Final = Level(-100, 400)
_DECIBELS: Final = Number(-100, 100)

ACCELERATE: Final = Effect(
    "accelerate",
    "Faster, or slower below 0, in percent.",
    level(-50, 100, 0),
    "accelerate:50",
    media=VIDEO,
    cost=_HEAVY,
)
BOOMERANG: Final = Effect(
    "boomerang", "Forwards, then backwards.", example="boomerang", media=VIDEO, cost=_HEAVY
)
REVERSE: Final = Effect("reverse", "Backwards.", example="reverse", media=VIDEO, cost=_HEAVY)
LOOP: Final = Effect(
    "loop",
    "Play so many times more; without a number, without an end.",
    Arguments((Argument("times", Number(0, 10_000, whole=True)),)),
    "loop:3",
    media=BOTH,
    drawn=True,
)
FADE: Final = Effect(
    "fade",
    "Fade in over so many milliseconds, or out when they are negative.",
    level(-3_600_000, 3_600_000, 1000, name="milliseconds"),
    "fade:-2000",
    media=VIDEO,
    cost=_HEAVY,
)
DESHAKE: Final = Effect(
    "deshake",
    "A steadier picture, by the pixels that it may be moved by.",
    Arguments((Argument("pixels", Word(("16", "32", "48", "64")), "16"),)),
    "deshake:32",
    media=VIDEO,
    cost=_HEAVY,
)
PREVIEW: Final = Effect(
    "preview",
    "The most interesting moments, found by a model.",
    Arguments(
        (
            named("duration", Level(0.1, 3600), 5.0),
            named("max_seg", Level(1, 100, whole=True), 1.0),
            named("min_seg_dur", Level(0.1, 3600), 5.0),
        )
    ),
    "preview:duration_12.0:max_seg_3:min_seg_dur_3.0",
    media=VIDEO,
    cost=CostClass.SLOW,
)
PROGRESSBAR: Final = Effect(
    "progressbar",
    "A bar or a frame that says how much has been played.",
    Arguments(
        (
            Argument("type", Word(("bar", "frame")), "bar"),
            Argument("color", Hue(), Hue().parse("red")),
            Argument("width", Level(1, 1000), 10.0),
        )
    ),
    "progressbar:frame:blue:12",
    media=VIDEO,
    cost=_HEAVY,
)


@dataclass(frozen=True, slots=True)
class Loudness(Plain):
    """A change in percent, decibels such as ``10dB``, ``mute``, or ``auto``.

    A value is a number of percent, or the word or decibels as they are printed.
    """

    expected: str = "a number from -100 to 400, decibels such as 10dB, mute or auto"

    def parse(self, text: str) -> float | str:
        """Read a value."""
        if text in ("mute", "auto"):
            return text
        if text.endswith(("dB", "db")):
            return f"{number_text(_DECIBELS.parse(text[:-2]))}dB"
        return _PERCENT.parse(text)

    def text(self, value: float | str) -> str:
        """Give the canonical spelling."""
        return value if isinstance(value, str) else number_text(value)

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression."""
        return _PERCENT.computed(amount)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["mute", "auto", "-3.5dB", "10dB", _PERCENT.spell(random)])


VOLUME: Final = Effect(
    "volume",
    "Louder, or quieter below 0.",
    Arguments((Argument("level", Loudness(), 0.0),)),
    "volume:50",
    media=VIDEO,
)


def _one_way(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if value[0] is not None and not (value[2] is value[3] is None):
        raise ValueRefused("mode_, or from_ and to_, not both")
    return value


def _looked_at(value: tuple[Any, ...]) -> frozenset[str]:
    return facts_of(value[2]) | facts_of(value[3])


ZOOMPAN: Final = Effect(
    "zoompan",
    "Make a clip of an image, over which the camera moves.",
    Arguments(
        (
            named("mode", Word(("ztc", "ztl", "ztr", "ofc", "ofl", "ofr", "plr", "prl"))),
            named("maxzoom", Level(1.1, 8), 1.4),
            named("from", StandpointGrammar()),
            named("to", StandpointGrammar()),
            named("du", Level(1, 30), 4.0),
            named("fps", Level(5, 60), 25.0),
        ),
        ";",
        _one_way,
    ),
    "zoompan:mode_ofc;maxzoom_3.2;du_1;fps_5",
    reads=_looked_at,
    lengths=True,
    cost=_HEAVY,
    drawn=True,
)
