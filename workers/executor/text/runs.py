"""Runs: which part of a text is drawn in which family, so that no letter lacks a picture.

Pango's own search for fallbacks is off: what it finds depends on all fonts that a process has met.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from planner.layers.styles import TextStyle
from workers.errors import RenderRefused
from workers.executor.text.catalogue import Catalogue, Family
from workers.executor.text.families import EAST_ASIAN, EMOJI, FALLBACKS, RARE
from workers.executor.text.styles import WEIGHTS

#: What is seen as one letter.
CLUSTER: Final = regex.compile(r"\X")

#: What is drawn as nothing, whatever the font.
_INVISIBLE: Final = regex.compile(r"[\p{Default_Ignorable_Code_Point}\n]")
#: What is a coloured picture unless it says otherwise (Unicode Technical Standard 51).
_PICTURE: Final = regex.compile(r"[\p{Emoji_Presentation}\uFE0F]")
_TEXT_STYLE: Final = "\ufe0e"
#: Letters that a refusal names.
_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a text, and its family."""

    text: str
    family: Family


def visible(words: str) -> list[str]:
    """List the letters of a text that are more than room, or nothing at all."""
    return [cluster for cluster in CLUSTER.findall(words) if _INVISIBLE.sub("", cluster).strip()]


def runs(words: str, preferred: Family, style: TextStyle, catalogue: Catalogue) -> list[Run]:
    """Divide a text into runs, in its own order.

    Letters go to the preferred family if it has them, else to the first fallback that does. Raises
    RenderRefused, naming those that no family has.
    """
    chosen = _Chosen(preferred, style, catalogue, words)
    found: list[Run] = []
    missing: dict[str, None] = {}
    for cluster in CLUSTER.findall(words):
        needed = _INVISIBLE.sub("", cluster)
        family = found[-1].family if found and not needed else chosen.family(cluster, needed)
        if family is None:
            missing[needed] = None
        elif found and found[-1].family == family:
            found[-1] = Run(found[-1].text + cluster, family)
        else:
            found.append(Run(cluster, family))
    if missing:
        raise RenderRefused(400, f"No font here has {_described(missing)}")
    return found


class _Chosen:
    """Chooses families for the letters of one text."""

    def __init__(
        self, preferred: Family, style: TextStyle, catalogue: Catalogue, words: str
    ) -> None:
        self._preferred = preferred
        self._style = style
        self._catalogue = catalogue
        self._words = words

    def family(self, cluster: str, needed: str) -> Family | None:
        """Give the first family that has all of a cluster."""
        return next(
            (family for family in self._candidates(cluster) if self._has(family, needed)), None
        )

    def _candidates(self, cluster: str) -> Iterator[Family]:
        if _PICTURE.search(cluster) and _TEXT_STYLE not in cluster:
            yield from self._catalogue.all((EMOJI,))
        yield self._preferred
        yield from self._catalogue.all(FALLBACKS)
        for letters, families in EAST_ASIAN:
            if regex.search(letters, self._words):
                yield from self._catalogue.all(families)
        yield from self._catalogue.all(
            name for name in self._catalogue.names() if name.startswith(RARE)
        )

    def _has(self, family: Family, needed: str) -> bool:
        characters = family.characters(WEIGHTS[self._style.weight], self._style.slant)
        return any(
            characters.issuperset(map(ord, form))
            for form in (needed, unicodedata.normalize("NFC", needed))
        )


def _described(letters: dict[str, None]) -> str:
    named = [
        f"{letter!r} ({' '.join(f'U+{ord(each):04X}' for each in letter)})"
        for letter in list(letters)[:_NAMED]
    ]
    more = len(letters) - len(named)
    return ", ".join(named) + (f" and {more} others" if more else "")
