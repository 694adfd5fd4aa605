"""``dpr``: device pixels for each pixel that is asked for."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.expressions.computable import Computable
from planner.expressions.values import Amount
from planner.language.choices import Option
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain
from planner.language.numbers import Number

#: The ratio of the client's own screen.
AUTO_RATIO: Final = Option("auto", "The ratio of the client's screen.", drawn=False)

_RATIO: Final = Number(0.1, 10)


@dataclass(frozen=True, slots=True)
class PixelRatioGrammar(Plain):
    """A number, or ``auto``."""

    expected: str = f"{_RATIO.expected}, or auto"

    def parse(self, text: str) -> float | Option:
        """Read a value."""
        return AUTO_RATIO if text == AUTO_RATIO.name else _RATIO.parse(text)

    def text(self, value: float | Option) -> str:
        """Give the canonical spelling."""
        return value.name if isinstance(value, Option) else _RATIO.text(value)

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression."""
        return _RATIO.computed(amount)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice([_RATIO.spell(random), _RATIO.spell(random), AUTO_RATIO.name])

    def undrawn(self, value: float | Option) -> str | None:
        """Name a ratio that the client says: it must have been settled before."""
        return "dpr_auto" if isinstance(value, Option) else None


PIXEL_RATIO: Final = Declaration(
    key="dpr",
    name="device pixel ratio",
    role=Role.GLOBAL,
    grammar=Computable(PixelRatioGrammar()),
    default=1.0,
    facts=frozenset({"size"}),
    sentence="Multiplies every length in pixels; of no effect without a width or height.",
    example="c_scale,w_150/dpr_2.0",
)
