"""Effects: what ``e_`` can name, each declared once, found where it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

import planner.effects
from planner.geometry.lengths import Ruler
from planner.geometry.values import Size
from planner.language.arguments import NOTHING
from planner.language.declaration import Role
from planner.language.grammar import Grammar
from planner.language.traits import IMAGE, Media, Traits
from planner.plan import CostClass
from planner.steps import ApplyEffect


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """One effect.

    ``name`` stands after ``e_``, ``aliases`` may stand there too; ``takes`` is the grammar of what
    follows a colon. ``with_keys`` are the keys of the parameters that qualify it. An effect that
    is itself a qualifier says how a layer is laid on. ``facts`` are those that it reads of an
    asset, ``reads`` gives what arguments read beside. ``measured`` gives arguments in pixels of the
    image at hand, where they are lengths; ``lengths``: whether they may be, so that the device
    pixel ratio multiplies them. ``needs_alpha``: whether there is nothing to draw of an
    image that has no transparent parts. ``inside``: whether arguments ask for the image as it is
    inside of the padding beside the effect. ``sized`` gives the size of the result, from
    the step and the size of the image before it, where that changes; ``clears``: whether parts of
    the result may be transparent where the image was not, or what tells that of a step.
    ``stills``: whether it is only for still images of stored assets, not for animated or fetched
    ones; ``incoming``: whether it may be done to an upload before that is stored; ``most_pixels``
    is how many its image may have. ``drawn``: whether this release draws it; ``revision`` grows
    when its pixels change. ``sentence`` and ``example`` are for people.
    """

    name: str
    sentence: str
    takes: Grammar[Any] = NOTHING
    example: str = ""
    role: Role = Role.ACTION
    media: frozenset[Media] = IMAGE
    with_keys: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    facts: frozenset[str] = frozenset()
    reads: Callable[[Any], frozenset[str]] | None = None
    cost: CostClass = CostClass.CHEAP
    measured: Callable[[Any, Ruler], Any] | None = None
    lengths: bool = False
    sized: Callable[[ApplyEffect, Size], Size] | None = None
    needs_alpha: bool = False
    inside: Callable[[Any], bool] | None = None
    clears: bool | Callable[[ApplyEffect], bool] = False
    stills: bool = False
    incoming: bool = True
    most_pixels: int | None = None
    revision: int = 1
    drawn: bool = False

    @property
    def traits(self) -> Traits:
        """Media, facts and cost, whatever the arguments."""
        return Traits(self.media, self.facts, self.cost)


@dataclass(frozen=True, slots=True)
class Applied:
    """An effect with its arguments."""

    effect: Effect
    arguments: Any

    @property
    def traits(self) -> Traits:
        """Media, facts and cost."""
        reads = self.effect.reads
        facts = frozenset() if reads is None else reads(self.arguments)
        return self.effect.traits.with_those_of(Traits(facts=facts))


@cache
def effects() -> Mapping[str, Effect]:
    """Give every effect by its name, in the order of names.

    An effect is a module's public constant in `planner.effects`.
    """
    found = {
        effect.name: effect
        for module in iter_modules(planner.effects.__path__)
        for effect in vars(import_module(f"planner.effects.{module.name}")).values()
        if isinstance(effect, Effect)
    }
    return MappingProxyType(dict(sorted(found.items())))


@cache
def effect_names() -> Mapping[str, Effect]:
    """Give every effect by its name and by its aliases. Raises ValueError for one claimed twice."""
    named: dict[str, Effect] = {}
    for effect in effects().values():
        for name in (effect.name, *effect.aliases):
            if name in named:
                raise ValueError(f"the effect {name} is declared twice")
            named[name] = effect
    return MappingProxyType(named)
