"""``b``: the colour behind the image."""

from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Any, Final

from planner import colour
from planner.colour import Colour
from planner.errors import ValueNotSupported, ValueRefused
from planner.expressions.computable import Computable
from planner.expressions.scope import Scope
from planner.language.backdrops import BACKDROPS, Backdrop
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain
from planner.language.traits import BOTH, IMAGE, VIDEO, Traits
from planner.plan import CostClass

#: An older name.
_ALIASES: Final = {"generative_fill": "gen_fill"}

#: Kinds of backdrops that this release makes.
_DRAWN: Final = frozenset({"auto"})

#: Revisions of the pixels of kinds of backdrops that have grown.
_REVISIONS: Final = MappingProxyType({"auto": 2})

_TRAITS: Final = {
    "auto": Traits(IMAGE, frozenset({"pixels"})),
    "blurred": Traits(VIDEO, cost=CostClass.HEAVY),
    "gen_fill": Traits(IMAGE, frozenset({"pixels"}), CostClass.SLOW),
}


@dataclass(frozen=True, slots=True)
class ColourGrammar(Plain):
    """A colour."""

    expected: str = colour.EXPECTED

    def parse(self, text: str) -> Colour:
        """Read a value."""
        if text.startswith("$"):
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


_COLOUR: Final = ColourGrammar()


@dataclass(frozen=True, slots=True)
class BackgroundGrammar(Plain):
    """A colour, or something made of the image."""

    expected: str = f"{colour.EXPECTED}, {', '.join(BACKDROPS)}"

    def parse(self, text: str) -> Colour | Backdrop:
        """Read a value."""
        word, colon, rest = text.partition(":")
        kind = _ALIASES.get(word, word)
        arguments = BACKDROPS.get(kind)
        if arguments is None:
            return _COLOUR.parse(text)
        if colon and not rest:
            raise ValueRefused(f"{kind} alone, or {kind}: with {arguments.expected}")
        try:
            return Backdrop(kind, arguments.parse(rest))
        except ValueRefused as refusal:
            expected = f"{kind} with {refusal.expected or arguments.expected}"
            raise type(refusal)(expected) from refusal

    def text(self, value: Colour | Backdrop) -> str:
        """Give the canonical spelling."""
        if isinstance(value, Colour):
            return _COLOUR.text(value)
        rest = BACKDROPS[value.kind].text(value.arguments)
        return f"{value.kind}:{rest}" if rest else value.kind

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        kind, arguments = random.choice(sorted(BACKDROPS.items()))
        rest = arguments.spell(random)
        plain = _COLOUR.spell(random)
        return random.choice([plain, plain, plain, f"{kind}:{rest}" if rest else kind])

    def uses(self, value: Colour | Backdrop) -> tuple[tuple[str, int], ...]:
        """Give what the value brings in."""
        if isinstance(value, Colour):
            return ()
        return ((f"b_{value.kind}", _REVISIONS.get(value.kind, 1)),)

    def undrawn(self, value: Colour | Backdrop) -> str | None:
        """Name a background that this release does not make."""
        if isinstance(value, Colour) or value.kind in _DRAWN:
            return None
        return f"b_{value.kind}"

    def needs(self, value: Colour | Backdrop) -> frozenset[str]:
        """Name what the value is computed from."""
        if isinstance(value, Colour):
            return frozenset()
        return BACKDROPS[value.kind].needs(value.arguments)

    def bound(self, value: Colour | Backdrop, scope: Scope) -> Colour | Backdrop:
        """Give the value with what a scope knows written into it."""
        if isinstance(value, Colour):
            return value
        return Backdrop(value.kind, BACKDROPS[value.kind].bound(value.arguments, scope))


def _traits(value: Any) -> Traits:
    return _TRAITS[value.kind] if isinstance(value, Backdrop) else Traits(BOTH)


BACKGROUND: Final = Declaration(
    key="b",
    name="background",
    role=Role.ACTION,
    grammar=Computable(BackgroundGrammar()),
    particular=_traits,
    sentence="The colour of what padding or turning adds, and behind what is transparent.",
    example="b_brown,c_pad,h_200,w_200",
)
