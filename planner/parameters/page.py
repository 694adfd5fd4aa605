"""``pg``: which pages, frames or layers of a file."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.expressions.computable import Computable
from planner.language.declaration import IMAGE, Declaration, Role
from planner.language.grammar import Plain
from planner.language.numbers import Number
from planner.language.terms import Prompt

_RANGE: Final = re.compile(r"([0-9]{1,6})(?:-([0-9]{0,6}))?", re.ASCII)
_INDEX: Final = Number(1, 999_999, whole=True)
_NAME: Final = Prompt()

#: Pages and names of one value.
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Pages:
    """Ranges of pages, or layers by name, or an object that is embedded in the file.

    A range without an end is open; ``everything``: all pages. ``embedded`` is a number or a name.
    """

    ranges: tuple[tuple[int, int | None], ...] = ()
    names: tuple[str, ...] = ()
    embedded: int | str = 0
    everything: bool = False

    def numbers(self, count: int) -> tuple[int, ...]:
        """Give the pages named by number, in their order as written, of so many that there are.

        One beyond the last is among them, if it is named.
        """
        found: list[int] = []
        for first, last in self.ranges:
            end = max(first, count) if last is None else min(last, max(first, count + 1))
            found += range(first, end + 1)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class PagesGrammar(Plain):
    """``2``, ``1;3-5;7-``, ``all``, ``name:a;b``, ``embedded:1``, ``embedded:name:a``."""

    expected: str = (
        "a page such as 2, several such as 1;3-5, all, name: with names, or embedded: with a "
        "number or name: and a name"
    )

    def parse(self, text: str) -> Pages:
        """Read a value."""
        if text == "all":
            return Pages(everything=True)
        kind, colon, rest = text.partition(":")
        if kind == "embedded" and colon:
            name = rest.removeprefix("name:")
            return Pages(embedded=int(_INDEX.parse(rest)) if name == rest else _NAME.parse(name))
        if kind == "name" and colon:
            return Pages(names=tuple(_NAME.parse(name) for name in _several(rest)))
        return Pages(ranges=tuple(_range(one) for one in _several(text)))

    def text(self, value: Pages) -> str:
        """Give the canonical spelling."""
        if value.everything:
            return "all"
        if value.names:
            return f"name:{';'.join(_NAME.text(name) for name in value.names)}"
        if isinstance(value.embedded, str):
            return f"embedded:name:{_NAME.text(value.embedded)}"
        if value.embedded:
            return f"embedded:{value.embedded}"
        return ";".join(_shown(*one) for one in value.ranges)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(
            [
                "2",
                "1;3;5",
                "3-5",
                "5-",
                "1;3-3",
                "all",
                "name:one;two",
                "embedded:2",
                "embedded:name:a",
            ]
        )


def _several(text: str) -> list[str]:
    words = text.split(";")
    if len(words) > _MOST:
        raise ValueRefused(f"at most {_MOST} of them")
    return words


def _range(text: str) -> tuple[int, int | None]:
    written = _RANGE.fullmatch(text)
    if written is None or not int(written[1]):
        raise ValueRefused
    first = int(written[1])
    if written[2] is None:
        return first, first
    last = int(written[2]) if written[2] else None
    if last is not None and last < first:
        raise ValueRefused
    return first, last


def _shown(first: int, last: int | None) -> str:
    return str(first) if first == last else f"{first}-{'' if last is None else last}"


PAGE: Final = Declaration(
    key="pg",
    name="page",
    role=Role.ACTION,
    media=IMAGE,
    grammar=Computable(PagesGrammar()),
    facts=frozenset({"pages"}),
    sentence="Which pages of a document, frames of an animation or layers of a drawing.",
    example="pg_2",
)
