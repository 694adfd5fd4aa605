"""``e``: an effect, by name, with its arguments."""

from dataclasses import dataclass
from difflib import get_close_matches
from random import Random
from typing import Final

from planner.errors import ValueNotSupported, ValueRefused
from planner.expressions.evaluation import evaluate
from planner.expressions.expression import Expression, pieces, read_expression
from planner.expressions.scope import Scope
from planner.expressions.values import shown
from planner.language.choices import words
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.language.effect import Applied, effect_names, effects
from planner.language.grammar import Plain
from planner.language.traits import Traits

#: Effects on three-dimensional models, which Darkroom has none of.
_UNSUPPORTED: Final = words("camera light swap_image")

#: Characters of the longest name that could be a slip.
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Chosen:
    """An effect that a variable names, with what follows a colon, as written."""

    name: Expression
    rest: str


@dataclass(frozen=True, slots=True)
class EffectGrammar(Plain):
    """The name of an effect, then after a colon what that effect takes."""

    expected: str = "an effect such as sepia, or blur:300"

    def parse(self, text: str) -> Applied | Chosen:
        """Read a value."""
        name, colon, rest = _divided(text)
        if name.startswith("$"):
            return Chosen(read_expression(pieces(name)), rest)
        effect = effect_names().get(name)
        if effect is None:
            if name in _UNSUPPORTED:
                raise ValueNotSupported
            raise ValueRefused(_meant(name))
        if colon and not rest:
            raise ValueRefused(f"{name} alone, or {name}: with {effect.takes.expected}")
        try:
            return Applied(effect, effect.takes.parse(rest))
        except ValueRefused as refusal:
            expected = f"{name} with {refusal.expected or effect.takes.expected}"
            raise type(refusal)(expected) from refusal

    def text(self, value: Applied | Chosen) -> str:
        """Give the canonical spelling."""
        if isinstance(value, Chosen):
            return f"{value.name.text}:{value.rest}" if value.rest else value.name.text
        rest = value.effect.takes.text(value.arguments)
        return f"{value.effect.name}:{rest}" if rest else value.effect.name

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        name, effect = random.choice(sorted(effect_names().items()))
        rest = effect.takes.spell(random)
        return f"{name}:{rest}" if rest else name

    def uses(self, value: Applied | Chosen) -> tuple[tuple[str, int], ...]:
        """Give what the value brings in."""
        if isinstance(value, Chosen):
            return ()
        brought = value.effect.takes.uses(value.arguments)
        return ((f"e_{value.effect.name}", value.effect.revision), *brought)

    def undrawn(self, value: Applied | Chosen) -> str | None:
        """Name an effect that this release does not draw."""
        if isinstance(value, Chosen):
            return None
        if value.effect.drawn:
            return value.effect.takes.undrawn(value.arguments)
        return f"e_{value.effect.name}"

    def needs(self, value: Applied | Chosen) -> frozenset[str]:
        """Name what the effect, or what it takes, is computed from."""
        if isinstance(value, Chosen):
            return value.name.needs
        return value.effect.takes.needs(value.arguments)

    def bound(self, value: Applied | Chosen, scope: Scope) -> Applied | Chosen:
        """Give the effect with what a scope knows written into it."""
        if isinstance(value, Applied):
            return Applied(value.effect, value.effect.takes.bound(value.arguments, scope))
        name = evaluate(value.name, scope)
        if name is None:
            return value
        written = f"{shown(name)}:{value.rest}" if value.rest else shown(name)
        plain = self.parse(written)
        return self.bound(plain, scope) if isinstance(plain, Applied) else plain


def _divided(text: str) -> tuple[str, str, str]:
    """Part the name from what follows; one SDK has a semicolon there: ``contrast;type_linear``."""
    first = next((sign for sign in text if sign in ":;"), ":")
    return text.partition(first)


def _meant(name: str) -> str:
    close = get_close_matches(name[:_LONGEST], effects(), n=3) if name else []
    return (
        f"one of the effects; perhaps {' or '.join(close)}"
        if close
        else "an effect such as sepia, or blur:300"
    )


def _traits(value: Applied | Chosen) -> Traits:
    return value.traits if isinstance(value, Applied) else Traits()


_ANY: Final = frozenset({"b", "co", "g", "h", "w", "x", "y"})

EFFECT: Final = Declaration(
    key="e",
    name="effect",
    role=Role.ACTION,
    grammar=EffectGrammar(),
    particular=_traits,
    sentence="Change the image by an effect; of several in a component the last one counts.",
    example="e_sepia:50",
)


def qualified(component: Component) -> frozenset[str]:
    """Give the keys that qualify the effect of a component."""
    applied = component.get(EFFECT)
    if applied is None:
        return frozenset()
    # Which keys qualify an effect that a variable names is not known before it is.
    return frozenset(applied.effect.with_keys) if isinstance(applied, Applied) else _ANY
