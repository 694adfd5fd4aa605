"""``fl``: flags, each a word, several joined by dots."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from random import Random
from typing import Any, Final

from planner.errors import TransformationError, ValueNotSupported, ValueRefused
from planner.language.arguments import split
from planner.language.choices import Option
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.language.flag import UNSUPPORTED, Flag, flags
from planner.language.flag_arguments import FILE_NAME
from planner.language.grammar import Plain
from planner.language.quoting import quoted
from planner.language.traits import Traits

IGNORE_ASPECT_RATIO: Final = flags()["ignore_aspect_ratio"]
NO_OVERFLOW: Final = flags()["no_overflow"]
LAYER_APPLY: Final = flags()["layer_apply"]

#: Older words for a mirroring, which `planner.parameters.angle` takes over.
FLIPS: Final = {"flip": "hflip", "opposite": "vflip"}

#: Flags of one component.
_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class FlagsGrammar(Plain):
    """A set of flags, printed in the order of their names."""

    @property
    def expected(self) -> str:
        """What a value is."""
        return f"one of {', '.join(flags())}, joined by dots"

    def parse(self, text: str) -> frozenset[Option]:
        """Read a value."""
        words = split(text, ".")
        if len(words) > _MOST:
            raise ValueRefused(f"at most {_MOST} flags")
        found: list[Option] = []
        for word in words:
            try:
                found.append(_flag(word))
            except ValueNotSupported:
                raise
            except ValueRefused as refusal:
                named = found and isinstance(found[-1], Flag) and found[-1].takes is FILE_NAME
                if refusal.expected or not named:
                    raise
                raise ValueRefused(f"{self.expected}; a dot in a name as %252E") from refusal
        return frozenset(found)

    def text(self, value: frozenset[Option]) -> str:
        """Give the canonical spelling."""
        return ".".join(sorted(_written(flag) for flag in value))

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        chosen = random.sample(sorted(flags()), random.randint(1, 3))
        return ".".join(_spelled(flags()[name], random) for name in chosen)

    def uses(self, value: frozenset[Option]) -> tuple[tuple[str, int], ...]:
        """Give what the value brings in."""
        return tuple(sorted((f"fl_{flag.name}", flag.revision) for flag in value))

    def undrawn(self, value: frozenset[Option]) -> str | None:
        """Name the first flag that this release does not carry out."""
        missing = sorted(flag.name for flag in value if not flag.drawn)
        return f"fl_{missing[0]}" if missing else None


def _flag(word: str) -> Option:
    name, colon, rest = word.partition(":")
    if name in FLIPS and not colon:
        return Option(FLIPS[name], "")
    flag = flags().get(name)
    if flag is None:
        raise ValueNotSupported if name in UNSUPPORTED else ValueRefused
    if not colon:
        return flag
    if flag.takes is None:
        raise ValueRefused(f"{name} without anything after it")
    try:
        return replace(flag, argument=flag.takes.parse(rest))
    except ValueRefused as refusal:
        expected = f"{name}, or {name}: with {refusal.expected or flag.takes.expected}"
        raise ValueRefused(expected) from refusal


def _written(flag: Option) -> str:
    if not isinstance(flag, Flag):
        # It stands for a mirroring until the component is read.
        return next(word for word, turn in FLIPS.items() if turn == flag.name)
    if isinstance(flag, Flag) and flag.takes is not None and flag.argument is not None:
        return f"{flag.name}:{flag.takes.text(flag.argument)}"
    return flag.name


def _spelled(flag: Flag, random: Random) -> str:
    if flag.takes is None or random.random() < 0.5:  # noqa: PLR2004 - as often as not
        return flag.name
    return f"{flag.name}:{flag.takes.spell(random)}"


def with_role(value: Iterable[Option], *roles: Role) -> frozenset[Option]:
    """Give the flags that have one of these roles."""
    return frozenset(flag for flag in value if isinstance(flag, Flag) and flag.role in roles)


def _traits(value: frozenset[Any]) -> Traits:
    known = (flag.traits for flag in value if isinstance(flag, Flag))
    return reduce(Traits.with_those_of, known, Traits())


FLAGS: Final = Declaration(
    key="fl",
    name="flag",
    role=Role.QUALIFIER,
    qualifies=("c",),
    cumulative=True,
    grammar=FlagsGrammar(),
    particular=_traits,
    sentence="Switches: of the component's action, of a layer, or of the delivery.",
    example="c_scale,fl_ignore_aspect_ratio,h_150",
)


def check(component: Component) -> None:
    """Refuse a flag with two arguments. Raises TransformationError."""
    names = sorted(flag.name for flag in component.get(FLAGS) or ())
    for one, other in pairwise(names):
        if one == other:
            raise TransformationError(
                f"The flag {quoted(one)} is given twice, each time otherwise",
                parameter=FLAGS.key,
                expected=f"{one} once",
            )
