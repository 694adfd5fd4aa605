"""Expansion: how many elements a drawing becomes when every reference is drawn where it stands.

A few lines of ``use``, masks or patterns that refer to each other twelve times a level are
billions of elements to draw. librsvg bounds those of ``use``, after seconds, and no others.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

#: What is referred to at no cost: a gradient is read once.
_GRADIENTS: Final = frozenset({"linearGradient", "radialGradient"})

_REFERENCE: Final = re.compile(r"url\(\s*[\"']?(#[^\s\"'()<>\\]+)", re.IGNORECASE)
_RULE: Final = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS: Final = re.compile(r"\.[\w-]+")

#: The name of what stands in nothing that has a name.
_ROOT: Final = ""

#: The name of what a style sheet says of more than a class.
_ALL: Final = "*"


class Expansion:
    """Counts while a drawing is read: elements under each name, and what refers to which name.

    Names are ``#id`` for an element with all that is in it that has no name of its own, and
    ``.class`` for what style sheets have the elements of a class refer to.
    """

    def __init__(self) -> None:
        self._sizes: Counter[str] = Counter()
        self._references: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._open: list[str | None] = [_ROOT]

    def begin(self, element: str, attributes: Mapping[str, str]) -> None:
        """Count an element; each ``begin`` has its ``end``."""
        around = self._open[-1]
        if around is None or element in _GRADIENTS:
            self._open.append(None)
            return
        name = f"#{attributes['id']}" if attributes.get("id") else around
        if name != around:
            self._references[around][name] += 1
        self._sizes[name] += 1
        self._references[name].update(_referred(attributes))
        self._open.append(name)

    def end(self) -> None:
        """End an element."""
        self._open.pop()

    def style(self, sheet: str) -> None:
        """Count what a style sheet has elements refer to, by the last class of each selector."""
        for selectors, body in _RULE.findall(sheet):
            for reference in _REFERENCE.findall(body):
                for selector in selectors.split(","):
                    names = _CLASS.findall(selector)
                    self._references[names[-1] if names else _ALL][reference] += 1

    def exceeds(self, most: int) -> bool:
        """Whether more than so many elements would be drawn. What refers to itself ends there."""
        for name, size in self._sizes.items():
            self._references[name][_ALL] += size
        totals: dict[str, int] = {}
        begun: set[str] = set()
        waiting = [_ROOT]
        while waiting:
            name = waiting[-1]
            referred = self._references.get(name, Counter())
            if name not in begun:
                begun.add(name)
                waiting.extend(other for other in referred if other not in begun)
                continue
            waiting.pop()
            if name not in totals:
                total = sum(times * totals.get(other, 0) for other, times in referred.items())
                totals[name] = min(self._sizes[name] + total, most + 1)
        return totals[_ROOT] > most


def _referred(attributes: Mapping[str, str]) -> Iterator[str]:
    """Give the names that an element refers to."""
    for attribute, value in attributes.items():
        if attribute.rpartition(" ")[2] == "href":
            yield value.strip()
        elif attribute == "class":
            yield from (f".{each}" for each in value.split())
        else:
            yield from _REFERENCE.findall(value)
