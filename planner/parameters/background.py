"""``b``: the colour behind the image."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner import colour
from planner.colour import Colour
from planner.errors import ValueNotSupported
from planner.language.choices import words
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain

_UNSUPPORTED: Final = words("auto blurred gen_fill generative_fill")


@dataclass(frozen=True, slots=True)
class ColourGrammar(Plain):
    """A colour. ``unsupported`` are words of the language that this release does not draw."""

    unsupported: frozenset[str] = frozenset()
    expected: str = colour.EXPECTED

    def parse(self, text: str) -> Colour:
        """Read a value."""
        if text.split(":", 1)[0] in self.unsupported or text.startswith("$"):
            raise ValueNotSupported
        return colour.parse(text)

    def text(self, value: Colour) -> str:
        """Give the canonical spelling."""
        return colour.text(value)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        digits = random.choice([3, 4, 6, 8])
        code = "".join(random.choice("0123456789abcdefABCDEF") for _ in range(digits))
        return random.choice([f"rgb:{code}", *sorted(colour.names())])


BACKGROUND: Final = Declaration(
    key="b",
    name="background",
    role=Role.ACTION,
    grammar=ColourGrammar(unsupported=_UNSUPPORTED),
    sentence="The colour of what padding or turning adds, and behind what is transparent.",
    example="b_brown,c_pad,h_200,w_200",
)
