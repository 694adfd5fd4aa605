"""Generative effects: drawn by models."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from planner.errors import ValueRefused
from planner.language.arguments import Argument, Arguments
from planner.language.effect import Effect
from planner.language.grammar import Plain
from planner.language.numbers import Number, number_text
from planner.language.shapes import named
from planner.language.terms import Hue, Level, Prompt, Prompts, Truth, Word
from planner.plan import CostClass

#: Numbers that choose among equally good drawings.
SEED: Final = Number(0, 999_999_999, whole=True)

_SLOW: Final = CostClass.SLOW
_PIXELS: Final = Number(0, 100_000, whole=True)
_TIER: Final = Number(0, 100, whole=True)
_KEYS: Final = "xywh"


@dataclass(frozen=True, slots=True)
class Rectangles(Plain):
    """``(x_1;y_2;w_3;h_4)``, or several such in parentheses; pixels."""

    expected: str = "(x_1;y_2;w_3;h_4), or several such in parentheses"

    def parse(self, text: str) -> tuple[tuple[float, ...], ...]:
        """Read a value."""
        inner = text.removeprefix("((").removesuffix("))")
        if inner == text:
            inner = text.removeprefix("(").removesuffix(")")
        return tuple(self._rectangle(one) for one in inner.split(");("))

    def text(self, value: tuple[tuple[float, ...], ...]) -> str:
        """Give the canonical spelling."""
        written = [self._written(rectangle) for rectangle in value]
        return written[0] if len(written) == 1 else f"({';'.join(written)})"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        one = self._written(tuple(float(random.randint(1, 99)) for _ in _KEYS))
        return random.choice([one, f"({one})", f"({one};{one})"])

    def _rectangle(self, text: str) -> tuple[float, ...]:
        pairs = [pair.partition("_") for pair in text.split(";")]
        if "".join(key for key, _, _ in pairs) != _KEYS:
            raise ValueRefused(self.expected)
        return tuple(_PIXELS.parse(number) for _, _, number in pairs)

    def _written(self, rectangle: tuple[float, ...]) -> str:
        sides = zip(_KEYS, rectangle, strict=True)
        return f"({';'.join(f'{key}_{number_text(number)}' for key, number in sides)})"


@dataclass(frozen=True, slots=True)
class Tiers(Plain):
    """Whole numbers in parentheses, joined by semicolons."""

    expected: str = "a whole number, or several as (0;1)"

    def parse(self, text: str) -> tuple[float, ...]:
        """Read a value."""
        inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
        return tuple(sorted({_TIER.parse(number) for number in inner.split(";")}))

    def text(self, value: tuple[float, ...]) -> str:
        """Give the canonical spelling."""
        return f"({';'.join(number_text(number) for number in value)})"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["0", "(0;1)", "(1;0)"])


def _flag(name: str) -> Argument:
    return Argument(name, Truth(), default=False, named=True, alone=True)


BACKGROUND_REMOVAL: Final = Effect(
    "background_removal",
    "Only the main subject stays.",
    Arguments((named("fineedges", Word(("y", "n")), "n"),), ";:"),
    "background_removal:fineedges_y",
    cost=_SLOW,
    stills=True,
)
GEN_BACKGROUND_REPLACE: Final = Effect(
    "gen_background_replace",
    "Another background, drawn by what a prompt says.",
    Arguments((named("prompt", Prompt()), named("seed", SEED)), ";"),
    "gen_background_replace:prompt_a beach;seed_2",
    cost=_SLOW,
    stills=True,
)
GEN_RECOLOR: Final = Effect(
    "gen_recolor",
    "Things that a prompt names get another colour.",
    Arguments(
        (
            named("prompt", Prompts(), required=True),
            named("to-color", Hue(), required=True),
            _flag("multiple"),
            named("apply-to-tier", Tiers()),
        ),
        ";",
    ),
    "gen_recolor:prompt_(shirt;hat);to-color_blue;multiple_true",
    cost=_SLOW,
    stills=True,
)


def _prompt_or_region(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if (value[0] is None) == (value[1] is None):
        raise ValueRefused("prompt_ with what is to go, or region_ with where it is")
    return value


GEN_REMOVE: Final = Effect(
    "gen_remove",
    "Things that a prompt names, or in a region, are gone.",
    Arguments(
        (
            named("prompt", Prompts()),
            named("region", Rectangles()),
            _flag("multiple"),
            _flag("remove-shadow"),
        ),
        ";",
        _prompt_or_region,
    ),
    "gen_remove:prompt_text:the sign;multiple_true",
    cost=_SLOW,
    stills=True,
)
GEN_REPLACE: Final = Effect(
    "gen_replace",
    "One thing becomes another.",
    Arguments(
        (
            named("from", Prompt(), required=True),
            named("to", Prompt(), required=True),
            _flag("preserve-geometry"),
            _flag("multiple"),
        ),
        ";",
    ),
    "gen_replace:from_sweater;to_leather jacket",
    cost=_SLOW,
    stills=True,
)
GEN_RESTORE: Final = Effect(
    "gen_restore",
    "Detail that compression or age has taken.",
    example="gen_restore",
    cost=_SLOW,
    stills=True,
)
ENHANCE: Final = Effect(
    "enhance", "A better image, by a model.", example="enhance", cost=_SLOW, stills=True
)
AUTO_ENHANCE: Final = Effect(
    "auto_enhance",
    "A better image, by a model; perhaps its colours too.",
    Arguments((_flag("enhance-colors"),), ";:"),
    "auto_enhance:enhance-colors_true",
    cost=_SLOW,
    stills=True,
)
UPSCALE: Final = Effect(
    "upscale",
    "Four times the width and height, with detail.",
    example="upscale",
    cost=_SLOW,
    stills=True,
    incoming=False,
    most_pixels=2048 * 2048,
)
EXTRACT: Final = Effect(
    "extract",
    "Only what a prompt names stays, or its mask.",
    Arguments(
        (
            named("prompt", Prompts(), required=True),
            _flag("multiple"),
            named("mode", Word(("content", "mask")), "content"),
            _flag("invert"),
            _flag("preserve-alpha"),
        ),
        ";",
    ),
    "extract:prompt_the flower;mode_mask",
    cost=_SLOW,
    stills=True,
)
VIESUS_CORRECT: Final = Effect(
    "viesus_correct",
    "A corrected photograph: light, colour, skin, eyes.",
    Arguments(
        (
            Argument("eyes", Word(("no_redeye",))),
            named("skin_saturation", Level(-100, 100), alone=50.0),
        )
    ),
    "viesus_correct:no_redeye:skin_saturation_20",
    cost=CostClass.HEAVY,
)
