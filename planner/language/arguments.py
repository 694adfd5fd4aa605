"""Arguments: what follows a name after a colon, by position or by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from planner.errors import ValueRefused
from planner.expressions.computable import Computable
from planner.expressions.scope import Scope
from planner.language.grammar import Grammar, Plain

_COLOUR: Final = "rgb"

#: How often the place of an argument that is left out is spelled.
_EMPTY: Final = 0.3


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its name, its kind, and what is meant without it.

    ``required``: there is nothing to mean without it. ``named``: it is printed as ``name_value``;
    either form is read. ``alone`` is the value of its name without a value, where that may be.
    ``kind`` reads expressions as well as what ``grammar`` reads.
    """

    name: str
    grammar: Grammar[Any]
    default: Any = None
    required: bool = False
    named: bool = False
    alone: Any = None
    kind: Grammar[Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Let every argument be computed."""
        object.__setattr__(self, "kind", Computable(self.grammar))

    @property
    def expected(self) -> str:
        """What it takes."""
        return f"{self.name}: {self.grammar.expected}"


@dataclass(frozen=True, slots=True)
class Arguments(Plain):
    """The values of several arguments, in the order of their declaration.

    A value without a name goes to the next argument that can take it, so that optional ones may
    be left out; an empty one stands for the next argument's default, as in ``trim::white``.
    ``colors:15`` names as ``colors_15`` does; a name that stands alone may stand anywhere. No
    name begins with another and an underscore. The first of ``separators`` is printed.
    ``settled`` gives the values as they count beside each other, or raises ValueRefused.
    """

    arguments: tuple[Argument, ...]
    separators: str = ":;"
    settled: Callable[[tuple[Any, ...]], tuple[Any, ...]] = tuple

    @property
    def expected(self) -> str:
        """What a value is."""
        return ", ".join(argument.expected for argument in self.arguments) or "nothing more"

    def parse(self, text: str) -> tuple[Any, ...]:
        """Read a value; an empty text has the defaults."""
        found: dict[str, Any] = {}
        written = iter(split(text, self.separators)) if text else iter(())
        place = 0
        for token in written:
            argument, value = self._named(token, written) or self._placed(token, place)
            if argument.name in found:
                raise ValueRefused(f"{argument.name} once")
            found[argument.name] = value
            if token != argument.name or argument.alone is None:
                place = max(place, self.arguments.index(argument) + 1)
        for argument in self.arguments:
            if argument.required and argument.name not in found:
                raise ValueRefused(argument.expected)
        given = tuple(found.get(argument.name, argument.default) for argument in self.arguments)
        return self.settled(given)

    def text(self, value: tuple[Any, ...]) -> str:
        """Give the canonical spelling; defaults stand only where a later value needs them."""
        written: list[str] = []
        skipped: list[str] = []
        for argument, given in zip(self.arguments, value, strict=True):
            usual = given == argument.default and not argument.required
            if usual and (argument.named or given is None):
                continue
            short = argument.alone is not None and given == argument.alone and not argument.named
            word = argument.name if short else argument.kind.text(given)
            if usual:
                skipped.append(word)
                continue
            if not argument.named:
                written += skipped
                skipped.clear()
            written.append(f"{argument.name}_{word}" if argument.named else word)
        return self.separators[0].join(written)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        some = [one for one in self.arguments if one.required or random.random() < 0.5]  # noqa: PLR2004 - as often as not
        for chosen in (some, *([one] for one in self.arguments)):
            written = self._spelled(chosen, random)
            if self._accepts(written):
                return written
        return ""

    def uses(self, value: tuple[Any, ...]) -> tuple[tuple[str, int], ...]:
        """Give what the values bring in."""
        return tuple(used for kind, given in self._given(value) for used in kind.uses(given))

    def undrawn(self, value: tuple[Any, ...]) -> str | None:
        """Name the first value that cannot be drawn yet."""
        missing = (kind.undrawn(given) for kind, given in self._given(value))
        return next((one for one in missing if one is not None), None)

    def needs(self, value: tuple[Any, ...]) -> frozenset[str]:
        """Name what the values are computed from."""
        return frozenset().union(*(kind.needs(given) for kind, given in self._given(value)))

    def bound(self, value: tuple[Any, ...], scope: Scope) -> tuple[Any, ...]:
        """Give the values with what a scope knows written into them."""
        return self.settled(
            tuple(
                given if given is None else argument.kind.bound(given, scope)
                for argument, given in zip(self.arguments, value, strict=True)
            )
        )

    def _given(self, value: tuple[Any, ...]) -> Iterator[tuple[Grammar[Any], Any]]:
        for argument, given in zip(self.arguments, value, strict=True):
            if given is not None:
                yield argument.kind, given

    def _spelled(self, chosen: list[Argument], random: Random) -> str:
        """Write arguments; behind one that is left out they need their names, or its place."""
        written: list[str] = []
        empty = random.random() < _EMPTY
        for place, argument in enumerate(self.arguments):
            if argument in chosen:
                word = argument.grammar.spell(random)
                named = argument.named or len(written) < place
                written.append(f"{argument.name}_{word}" if named else word)
            elif empty and len(written) == place and not argument.named:
                written.append("")
        return random.choice(self.separators).join(written)

    def _accepts(self, text: str) -> bool:
        try:
            self.parse(text)
        except ValueRefused:
            return False
        return True

    def _named(self, token: str, following: Iterator[str]) -> tuple[Argument, Any] | None:
        for argument in self.arguments:
            if token == argument.name:
                if argument.alone is not None:
                    return argument, argument.alone
                return argument, _read(argument, next(following, ""))
            if token.startswith(f"{argument.name}_"):
                return argument, _read(argument, token[len(argument.name) + 1 :])
        return None

    def _placed(self, token: str, place: int) -> tuple[Argument, Any]:
        """Give the first argument from a place on that takes a value; nothing has the default."""
        for argument in self.arguments[place:]:
            if not token and not argument.required:
                return argument, argument.default
            try:
                return argument, argument.kind.parse(token)
            except ValueRefused as refusal:
                if argument.required:
                    raise ValueRefused(argument.expected) from refusal
        raise ValueRefused


def _read(argument: Argument, text: str) -> Any:
    try:
        return argument.kind.parse(text)
    except ValueRefused as refusal:
        raise type(refusal)(refusal.expected or argument.expected) from refusal


#: Of names that take none.
NOTHING: Final = Arguments(())


def split(text: str, separators: str) -> list[str]:
    """Split at separators outside parentheses; ``rgb:`` stays with its digits."""
    pieces: list[str] = []
    start = depth = 0
    for place, character in enumerate(text):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif character in separators and depth <= 0 and not _in_colour(text, start, place):
            pieces.append(text[start:place])
            start = place + 1
    pieces.append(text[start:])
    return pieces


def _in_colour(text: str, start: int, place: int) -> bool:
    before = place - len(_COLOUR)
    if text[place] != ":" or before < start or text[before:place] != _COLOUR:
        return False
    return before == start or text[before - 1] == "_"
