"""Words: the text of a text layer, in which ``$(name)`` stands for a variable's value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from planner.errors import ValueRefused
from planner.percent import unprintable

#: Characters that are no mistake in a text: a new line, the spaces of all scripts and widths,
#: joiners of emoji and of Persian and Indic letters.
JOINING: Final = (
    "\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\u200c\u200d"
)

_REFERENCE: Final = re.compile(r"\$\((\w*)\)")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """A variable, by its name without the ``$``."""

    name: str


#: Literal text, percent-decoded, and variables; no two literals are neighbours, none is empty.
Words = tuple[str | Reference, ...]


def read_reference(name: str) -> Reference:
    """Read a variable's name. Raises ValueRefused."""
    if _NAME.fullmatch(name) is None:
        raise ValueRefused("a variable name of letters and digits that begins with a letter")
    return Reference(name)


def read_words(text: str) -> Words:
    """Read words that have been percent-decoded once: they are decoded once more.

    What is not UTF-8 when decoded again was meant as it stands, as in ``50%ab``. A ``$(`` that is
    itself encoded twice, as ``%2524(``, is text. Raises ValueRefused for what no text may hold.
    """
    parts = _REFERENCE.split(text)
    words: list[str | Reference] = []
    for literal, name in zip(parts[::2], (*parts[1::2], None), strict=True):
        if literal:
            words.append(_decoded(literal))
        if name is not None:
            words.append(read_reference(name))
    if not words:
        raise ValueRefused("a text after the style")
    return tuple(words)


def words_text(words: Words) -> str:
    """Write words so that `read_words` reads them."""
    return "".join(
        f"$({part.name})" if isinstance(part, Reference) else _encoded(part) for part in words
    )


def with_values(words: Words, values: Mapping[str, str]) -> Words:
    """Put variables' values in the place of their names; those without a value stay.

    Raises ValueRefused where no text comes out.
    """
    merged: list[str | Reference] = []
    for written in words:
        part = written if isinstance(written, str) else values.get(written.name, written)
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += _printable(part)
        elif part:
            merged.append(part if isinstance(part, Reference) else _printable(part))
    if not merged:
        raise ValueRefused("a text that is not empty")
    return tuple(merged)


def _decoded(literal: str) -> str:
    try:
        return _printable(unquote(literal, errors="strict"))
    except UnicodeDecodeError:
        return _printable(literal)


def _printable(literal: str) -> str:
    """Give a text with lines that end as they do here, whatever system it was typed on."""
    literal = literal.replace("\r\n", "\n").replace("\r", "\n")
    if unprintable(literal, allowed=JOINING):
        raise ValueRefused("a text without control characters; %0A begins a new line")
    return literal


def _encoded(literal: str) -> str:
    return literal.replace("%", "%25").replace("$(", "%24(")
