"""What may follow a flag: a file name, a language, a transition."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final
from urllib.parse import quote, unquote

from planner.errors import ValueRefused
from planner.language.arguments import Arguments
from planner.language.grammar import Plain
from planner.language.numbers import number_text
from planner.language.shapes import named
from planner.language.terms import Level, Word

_NAME: Final = re.compile(r"[A-Za-z0-9_\-!. ]{1,200}", re.ASCII)
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9 -]{1,40}", re.ASCII)

TRANSITIONS: Final = tuple(
    "fade wipeleft wiperight wipeup wipedown slideleft slideright slideup slidedown circlecrop "  # noqa: SIM905 - readable
    "rectcrop distance fadeblack fadewhite radial smoothleft smoothright smoothup smoothdown "
    "circleopen circleclose vertopen vertclose horzopen horzclose dissolve pixelize diagtl diagtr "
    "diagbl diagbr hlslice hrslice vuslice vdslice hblur fadegrays wipetl wipetr wipebl wipebr "
    "squeezeh squeezev".split()
)


@dataclass(frozen=True, slots=True)
class FileName(Plain):
    """The name of a file without its extension; a dot is written ``%252E``."""

    expected: str = "a name of letters, digits, spaces, and _ - ! or an encoded dot"

    def parse(self, text: str) -> str:
        """Read a value."""
        name = unquote(text)
        if not _NAME.fullmatch(name):
            raise ValueRefused
        return name

    def text(self, value: str) -> str:
        """Give the canonical spelling."""
        return quote(value, safe=" !").replace(".", "%2E")

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["flower", "my file-2", "spring_sale!"])


@dataclass(frozen=True, slots=True)
class LanguageName(Plain):
    """The code or the name of a language."""

    expected: str = "letters, digits, hyphens and spaces"

    def parse(self, text: str) -> str:
        """Read a value."""
        if not _LANGUAGE.fullmatch(text):
            raise ValueRefused
        return text

    def text(self, value: str) -> str:
        """Give the canonical spelling."""
        return value

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["en", "pt-BR", "Deutsch"])


@dataclass(frozen=True, slots=True)
class Fading(Plain):
    """``transition``, or with ``(name_circleopen;du_2.5)`` behind it; a name and seconds."""

    expected: str = "transition, or transition_(name_..;du_..)"

    def parse(self, text: str) -> tuple[str, float]:
        """Read a value."""
        if text == _TRANSITION:
            return _USUAL
        inner = text.removeprefix(f"{_TRANSITION}_(").removesuffix(")")
        if f"{_TRANSITION}_({inner})" != text:
            raise ValueRefused
        name, seconds = _OPTIONS.parse(inner)
        return name, seconds

    def text(self, value: tuple[str, float]) -> str:
        """Give the canonical spelling."""
        inner = _OPTIONS.text(value)
        return f"{_TRANSITION}_({inner})" if inner else _TRANSITION

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        seconds = number_text(random.randint(0, 700) / 10)
        return random.choice(
            [_TRANSITION, f"{_TRANSITION}_(name_{random.choice(TRANSITIONS)};du_{seconds})"]
        )


_TRANSITION: Final = "transition"
_USUAL: Final = ("fade", 1.0)
_OPTIONS: Final = Arguments(
    (named("name", Word(TRANSITIONS), "fade"), named("du", Level(0, 60), 1.0)), ";"
)

FILE_NAME: Final = FileName()
SPLICE: Final = Fading()
LANGUAGE: Final = Arguments(
    (named("lang", LanguageName(), required=True), named("name", LanguageName())), ";"
)
