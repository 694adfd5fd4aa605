"""Ellipsis: the longest beginning of a text that fits in a height."""

from collections.abc import Callable
from typing import Final

from workers.executor.text.runs import CLUSTER

ELLIPSIS: Final = "…"


def shortened(words: str, fits: Callable[[str], bool]) -> str:
    """Give words that fit: all, or as many as do with an ellipsis, or the ellipsis alone.

    A longer beginning is taken to be no less high than a shorter one.
    """
    if fits(words):
        return words
    letters = CLUSTER.findall(words)
    fitting, too_many = 0, len(letters)
    while too_many - fitting > 1:
        middle = (fitting + too_many) // 2
        if fits(_cut(letters, middle)):
            fitting = middle
        else:
            too_many = middle
    return _cut(letters, fitting)


def _cut(letters: list[str], number: int) -> str:
    return "".join(letters[:number]).rstrip() + ELLIPSIS
