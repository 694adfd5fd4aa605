"""``a``: turns and mirrorings, one after the other, joined by dots."""

import re
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Any, Final

from planner.errors import ValueNotSupported, ValueRefused
from planner.expressions.computable import Computable
from planner.language.choices import Choice, Option
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain
from planner.language.numbers import DIGITS, number_text, read_number
from planner.parameters.flags import FLAGS, FLIPS

HFLIP: Final = Option("hflip", "Mirror left to right.")
VFLIP: Final = Option("vflip", "Mirror top to bottom.")
AUTO_RIGHT: Final = Option("auto_right", "Before a resize, lie down or stand up as it asks, by 90.")
AUTO_LEFT: Final = Option("auto_left", "As auto_right, by -90.")

IGNORE: Final = Option("ignore", "The orientation that the file says is not applied.")
AUTO: Final = Option("auto", "As the file says; from before that was always done.")

#: What ``auto_right`` and ``auto_left`` turn by, clockwise.
AUTO_DEGREES: Final = {AUTO_RIGHT: 90.0, AUTO_LEFT: 270.0}

#: One turn: clockwise degrees from above 0 to below 360, or one of the words.
Turn = float | Option

_WORD: Final = Choice(
    prefix="a",
    options=(HFLIP, VFLIP, AUTO_RIGHT, AUTO_LEFT, IGNORE, AUTO),
    aliases=MappingProxyType({"exif": "auto"}),
)
_TURNS: Final = re.compile(r"(?:^|[.:])(-?[0-9]+(?:\.[0-9]+)?|[^.:0-9-][^.:]*)", re.ASCII)
_MAXIMUM: Final = 3600
_FULL: Final = 360.0


@dataclass(frozen=True, slots=True)
class AngleGrammar(Plain):
    """Turns in their order. What undoes itself is gone: ``360``, ``hflip.hflip``, ``90.-90``.

    Dots also stand in decimals, which go first: ``90.45`` is one turn by 90.45 degrees. Some SDKs
    join by colons: ``90:45`` is two turns.
    """

    expected: str = (
        f"degrees from -{_MAXIMUM} to {_MAXIMUM}, hflip, vflip, auto_right, auto_left or "
        "ignore, joined by dots"
    )

    def parse(self, text: str) -> tuple[Turn, ...]:
        """Read a value."""
        read = 0
        turns: list[Turn] = []
        for found in _TURNS.finditer(text):
            if found.start() != read:
                raise ValueRefused
            read = found.end()
            _append(turns, _turn(found[1]))
        if read != len(text) or text[:1] in ("", ".", ":"):
            raise ValueRefused
        return tuple(turns)

    def text(self, value: tuple[Turn, ...]) -> str:
        """Give the canonical spelling."""
        written = []
        for turn, following in zip(value, (*value[1:], None), strict=False):
            word = turn.name if isinstance(turn, Option) else number_text(turn)
            ambiguous = "." not in word and isinstance(turn, float) and isinstance(following, float)
            written.append(f"{word}.0" if ambiguous else word)
        return ".".join(written) or "0"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        degrees = random.choice([0, 90, 180, 270, -90, 360, random.randint(-400, 400)])
        spelled = [str(degrees), f"{degrees}.5", _WORD.spell(random), _WORD.spell(random)]
        return random.choice(".:").join(random.sample(spelled, random.randint(1, len(spelled))))

    def undrawn(self, value: tuple[Turn, ...]) -> str | None:
        """Name a turn that this release does not draw."""
        missing = (_WORD.undrawn(turn) for turn in value if isinstance(turn, Option))
        return next((one for one in missing if one), None)


def _turn(written: str) -> Turn:
    if written[0] not in "-0123456789":
        if written.startswith("$"):
            raise ValueNotSupported
        return _WORD.parse(written)
    degrees = read_number(written)
    if abs(degrees) > _MAXIMUM:
        raise ValueRefused
    return round(degrees % _FULL, DIGITS) % _FULL


def _append(turns: list[Turn], turn: Turn) -> None:
    """Add a turn, or let it and the last one become what they are together."""
    last = turns[-1] if turns else None
    if turn == 0:
        return
    if turn in (HFLIP, VFLIP) and turn == last:
        turns.pop()
    elif isinstance(turn, float) and isinstance(last, float) and _upright(turn) and _upright(last):
        turns.pop()
        _append(turns, (turn + last) % _FULL)
    else:
        turns.append(turn)


def _upright(degrees: float) -> bool:
    return degrees % 90 == 0


def oblique(turn: Turn) -> bool:
    """Whether a turn leaves corners that the image does not cover."""
    return isinstance(turn, float) and not _upright(turn)


ANGLE: Final = Declaration(
    key="a",
    name="angle",
    role=Role.ACTION,
    grammar=Computable(AngleGrammar()),
    default=(),
    facts=frozenset({"size"}),
    sentence="Turn clockwise, or mirror; the canvas grows to hold a turned image.",
    example="a_hflip.45",
)


def reading(values: dict[str, Any]) -> None:
    """Turn the flags that are older words for a mirroring into turns, after those of ``a``."""
    flags: frozenset[Option] = values.get(FLAGS.key, frozenset())
    older = sorted(flag.name for flag in flags if flag.name in FLIPS.values())
    if not older:
        return
    turns = list(values.get(ANGLE.key, ()))
    for name in older:
        _append(turns, _WORD.parse(name))
    values[ANGLE.key] = tuple(turns)
    values[FLAGS.key] = frozenset(flag for flag in flags if flag.name not in older)
    if not values[FLAGS.key]:
        del values[FLAGS.key]
