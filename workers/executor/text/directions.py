"""Directions: paragraphs whose lines are aligned by the page's sides, not by their own.

Pango aligns to the start and the end of a paragraph, which are right and left in Arabic and Hebrew.
For ``left`` and ``right`` such a paragraph is set within one that runs from left to right.
"""

from typing import Final

import regex

_LEFT_TO_RIGHT: Final = "\u200e"
_ISOLATE: Final = "\u2067"
_POP: Final = "\u2069"

#: The first letter of a paragraph that has a direction.
_STRONG: Final = regex.compile(r"[\p{Bidi_Class=L}\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_FROM_RIGHT: Final = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")

#: Alignments by the page's sides.
SIDES: Final = frozenset({"left", "right"})


def by_sides(words: str) -> str:
    """Wrap each paragraph that runs from the right, so that Pango's left is the page's."""
    return "\n".join(map(_wrapped, words.split("\n")))


def _wrapped(paragraph: str) -> str:
    strong = _STRONG.search(paragraph)
    if strong is None or not _FROM_RIGHT.match(strong[0]):
        return paragraph
    return f"{_LEFT_TO_RIGHT}{_ISOLATE}{paragraph}{_POP}"
