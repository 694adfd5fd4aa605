"""Colour: fewer colours, other colours, colours for those who see them otherwise."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.colour import Colour
from planner.errors import ValueRefused
from planner.language.arguments import Argument, Arguments, split
from planner.language.effect import Effect
from planner.language.grammar import Plain
from planner.language.numbers import number_text, read_number
from planner.language.shapes import level, named
from planner.language.terms import Either, Hue, Level, Word
from planner.steps import ApplyEffect

GRAYSCALE: Final = Effect("grayscale", "Shades of grey.", example="grayscale", drawn=True)
BLACKWHITE: Final = Effect(
    "blackwhite",
    "Black and white; a higher level gives more black.",
    level(0, 100, 50),
    "blackwhite:40",
    drawn=True,
)
SEPIA: Final = Effect(
    "sepia", "The brown of old photographs.", level(1, 100, 80), "sepia:50", drawn=True
)
NEGATE: Final = Effect("negate", "Every colour its opposite.", example="negate", drawn=True)
COLORIZE: Final = Effect(
    "colorize",
    "Blend with the colour of co.",
    level(0, 100, 100),
    "colorize:40",
    with_keys=("co",),
    drawn=True,
)
REPLACE_COLOR: Final = Effect(
    "replace_color",
    "Turn one colour, or the dominant one, into another, light and shade kept.",
    Arguments(
        (
            Argument("to", Hue(), required=True),
            Argument("tolerance", Level(0, 100), 50.0),
            Argument("from", Hue()),
        )
    ),
    "replace_color:blue:50:white",
    drawn=True,
)
THEME: Final = Effect(
    "theme",
    "Change the colours of a screen to those that fit a background.",
    Arguments(
        (
            named("color", Hue(), required=True),
            named("photosensitivity", Level(0, 200), 100.0),
        )
    ),
    "theme:color_black:photosensitivity_110",
    drawn=True,
    revision=2,
)
SIMULATE_COLORBLIND: Final = Effect(
    "simulate_colorblind",
    "Show what people with a colour vision deficiency see.",
    Arguments(
        (
            Argument(
                "condition",
                Word(
                    (
                        "deuteranopia",
                        "protanopia",
                        "tritanopia",
                        "tritanomaly",
                        "deuteranomaly",
                        "cone_monochromacy",
                        "rod_monochromacy",
                    )
                ),
                "deuteranopia",
            ),
        )
    ),
    "simulate_colorblind:tritanopia",
    drawn=True,
)
ASSIST_COLORBLIND: Final = Effect(
    "assist_colorblind",
    "Stripes, or with xray shifted colours, to tell similar colours apart.",
    Arguments((Argument("strength", Either(Word(("xray",)), Level(1, 100)), 10.0),)),
    "assist_colorblind:20",
    drawn=True,
)
OPACITY_THRESHOLD: Final = Effect(
    "opacity_threshold",
    "Half transparent pixels become opaque, or vanish below the level.",
    level(1, 100, 50),
    "opacity_threshold:30",
    drawn=True,
)

_RED: Final = Colour(255, 0, 0)
_LARGEST_TINT: Final = 10
_AMOUNT: Final = Level(0, 100)
_USUAL: Final = 60.0
_HUE: Final = Hue()


@dataclass(frozen=True, slots=True)
class Tint(Plain):
    """``equalize``, an amount, then colours, each perhaps with its place such as ``35p``.

    A value is (equalized, amount, colours), each colour with its place in percent or None.
    """

    expected: str = (
        "equalize, a number from 0 to 100 and up to 10 colours, each perhaps with a place "
        "such as 35p, joined by colons"
    )

    def parse(self, text: str) -> tuple[bool, float, tuple[tuple[Colour, float | None], ...]]:
        """Read a value."""
        words = split(text, ":") if text else []
        equalized = words[:1] == ["equalize"]
        words = words[1:] if equalized else words
        if len(words) > 2 * _LARGEST_TINT + 1:
            raise ValueRefused
        amount = _USUAL
        if words:
            amount, words = _AMOUNT.parse(words[0]), words[1:]
        colours: list[tuple[Colour, float | None]] = []
        for word in words:
            if colours and word.endswith("p") and word[:1].isdigit():
                if colours[-1][1] is not None:
                    raise ValueRefused
                colours[-1] = (colours[-1][0], _AMOUNT.parse(word[:-1]))
            else:
                colours.append((_HUE.parse(word), None))
        if len(colours) > _LARGEST_TINT:
            raise ValueRefused
        return equalized, amount, tuple(colours) or ((_RED, None),)

    def text(self, value: tuple[bool, float, tuple[tuple[Colour, float | None], ...]]) -> str:
        """Give the canonical spelling."""
        equalized, amount, colours = value
        words = ["equalize"] if equalized else []
        plain = colours == ((_RED, None),)
        if amount != _USUAL or not plain:
            words.append(number_text(amount))
        for colour, place in () if plain else colours:
            words.append(_HUE.text(colour))
            words += [] if place is None else [f"{number_text(place)}p"]
        return ":".join(words)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        colours = [_HUE.spell(random) for _ in range(random.randint(1, 4))]
        places = [f"{colour}:{random.randint(0, 100)}p" for colour in colours]
        amount = _AMOUNT.spell(random)
        return random.choice(
            [
                "",
                "equalize",
                amount,
                ":".join([amount, *colours]),
                ":".join(["equalize", amount, *places]),
            ]
        )


TINT: Final = Effect(
    "tint",
    "Blend with one colour or more, from the dark tones to the light.",
    Tint(),
    "tint:100:red:0p:white:35p",
    drawn=True,
)


@dataclass(frozen=True, slots=True)
class Matrix(Plain):
    """Nine numbers, or sixteen with alpha, row by row."""

    counts: tuple[int, ...] = (9, 16)
    expected: str = "9 or 16 numbers, joined by colons"

    def parse(self, text: str) -> tuple[float, ...]:
        """Read a value."""
        numbers = tuple(read_number(word) for word in text.split(":", max(self.counts)))
        if len(numbers) not in self.counts:
            raise ValueRefused
        return numbers

    def text(self, value: tuple[float, ...]) -> str:
        """Give the canonical spelling."""
        return ":".join(number_text(number) for number in value)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        count = random.choice(self.counts)
        return ":".join(f"{random.uniform(-2, 2):.2f}" for _ in range(count))


def _mixes_alpha(step: ApplyEffect) -> bool:
    """Whether the matrix has a row for alpha."""
    return len(step.arguments) == Matrix().counts[1]


RECOLOR: Final = Effect(
    "recolor",
    "Multiply every pixel by a matrix.",
    Matrix(),
    "recolor:0.3:0.7:0.1:0.3:0.6:0.1:0.2:0.5:0.1",
    clears=_mixes_alpha,
    drawn=True,
)
