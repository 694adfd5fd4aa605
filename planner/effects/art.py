"""Art: looks with a character of their own."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.language.arguments import Argument, Arguments
from planner.language.effect import Effect
from planner.language.grammar import Grammar, Plain
from planner.language.numbers import Number, number_text, read_number
from planner.language.shapes import level, word
from planner.language.terms import Either, Level, Prompt, Share, Word
from planner.language.traits import BOTH, VIDEO
from planner.plan import CostClass

ART: Final = Effect(
    "art",
    "A look of many colours, by name.",
    word(
        "al_dente athena audrey aurora daguerre eucalyptus fes frost hairspray hokusai incognito "
        "linen peacock primavera quartz red_rock refresh sizzle sonnet ukulele zorro",
        name="look",
    ),
    "art:zorro",
    drawn=True,
)
OIL_PAINT: Final = Effect(
    "oil_paint",
    "Strokes of a brush.",
    level(0, 100, 30),
    "oil_paint:50",
    aliases=("paint",),
    drawn=True,
    revision=2,
    cost=CostClass.HEAVY,
)
CARTOONIFY: Final = Effect(
    "cartoonify",
    "Lines around areas of few colours, or of black and white.",
    Arguments(
        (
            Argument("line", Level(0, 100), 50.0),
            Argument("color", Either(Word(("bw",)), Level(0, 100))),
        )
    ),
    "cartoonify:70:80",
    drawn=True,
    revision=2,
    cost=CostClass.HEAVY,
)
VIGNETTE: Final = Effect(
    "vignette", "Fade towards the edges.", level(0, 100, 20), "vignette:30", media=BOTH, drawn=True
)
NOISE: Final = Effect("noise", "Grain.", level(0, 100, 0), "noise:50", media=VIDEO)
ORDERED_DITHER: Final = Effect(
    "ordered_dither",
    "Dots of few colours, by one of 19 threshold maps.",
    Arguments((Argument("map", Level(0, 18, whole=True), 0.0),)),
    "ordered_dither:12",
    drawn=True,
)
MORPHOLOGY: Final = Effect(
    "morphology",
    "Let dark or light areas grow by a shape.",
    Arguments(
        (
            Argument("method", Word(("erode", "dilate", "convolve")), "erode", named=True),
            Argument("iterations", Level(1, 5, whole=True), 1.0, named=True),
            Argument(
                "kernel",
                Word(("disk", "octagon", "diamond", "square", "plus", "cross", "ring")),
                "disk",
                named=True,
            ),
            Argument("radius", Level(0, 100), 2.0, named=True),
        ),
        ";:",
    ),
    "morphology:method_dilate;iterations_3;radius_3.5",
    drawn=True,
)
VECTORIZE: Final = Effect(
    "vectorize",
    "Trace areas of few colours.",
    Arguments(
        (
            Argument("colors", Level(2, 30, whole=True), 10.0, named=True),
            Argument("detail", Share(1000), 300.0, named=True),
            Argument("despeckle", Share(100), 2.0, named=True),
            Argument("paths", Level(0, 100), 100.0, named=True),
            Argument("corners", Level(0, 100), 25.0, named=True),
        )
    ),
    "vectorize:colors_15:detail_600",
    drawn=True,
    revision=2,
    cost=CostClass.HEAVY,
)


_FILE: Final = Prompt()

_PER_CENT: Final = Level(-100, 100)

#: The scale of white balance, of which a number beyond it may be kelvins, as raw files have them.
_BALANCE: Final = Number(-100, 100)

#: The settings that this release draws, each with its scale.
_DRAWN: Final[dict[str, Grammar[float]]] = {
    "exposure": Level(-5, 5),
    **dict.fromkeys(
        (
            *("contrast", "highlights", "shadows", "whites", "blacks"),
            *("clarity", "saturation", "vibrance"),
        ),
        _PER_CENT,
    ),
    **dict.fromkeys(("temperature", "tint"), _BALANCE),
}


@dataclass(frozen=True, slots=True)
class Adjustments(Plain):
    """Settings such as ``contrast_29``, or a file of them such as ``xmp_authenticated!a.xmp!``.

    A value holds each setting with its number or the file's name, in the order of names.
    """

    expected: str = "settings such as contrast_29, joined by colons, or xmp_ with a file's name"

    def parse(self, text: str) -> tuple[tuple[str, float | str], ...]:
        """Read a value."""
        settings = dict(self._setting(setting) for setting in text.split(":"))
        return tuple(sorted(settings.items()))

    def text(self, value: tuple[tuple[str, float | str], ...]) -> str:
        """Give the canonical spelling."""
        return ":".join(
            f"{name}_{_FILE.text(given) if isinstance(given, str) else number_text(given)}"
            for name, given in value
        )

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(
            [f"contrast_{random.randint(0, 9)}:exposure_-0.97", "xmp_looks!a.xmp!"]
        )

    def undrawn(self, value: tuple[tuple[str, float | str], ...]) -> str | None:
        """Name the first setting that this release does not draw."""
        missing = (f"e_lightroom:{name}" for name, _ in value if name not in _DRAWN)
        return next(missing, None)

    def _setting(self, setting: str) -> tuple[str, float | str]:
        name, _, given = setting.partition("_")
        if name == "xmp":
            return name, _FILE.parse(given)
        if not (name.isascii() and name.isalnum()):
            raise ValueRefused
        if name not in _DRAWN:
            return name, read_number(given)
        try:
            return name, _DRAWN[name].parse(given)
        except ValueRefused as refusal:
            raise ValueRefused(f"{name}_ with {_DRAWN[name].expected}") from refusal


LIGHTROOM: Final = Effect(
    "lightroom",
    "The settings of a darkroom program: exposure in stops, others from -100 to 100.",
    Adjustments(),
    "lightroom:contrast_29",
    drawn=True,
)
