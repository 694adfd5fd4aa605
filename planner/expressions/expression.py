"""Expressions as they are written: operands joined by operators, without parentheses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from planner.errors import ValueRefused
from planner.expressions.names import (
    CHARACTERISTICS,
    KEYED,
    LONG_NAMES,
    LONGEST_NAME,
    SETS,
    VARIABLE,
)
from planner.expressions.values import Amount

#: Operators by how tightly they bind.
LEVELS: Final = {"pow": 3, "mul": 2, "div": 2, "mod": 2, "add": 1, "sub": 1}

#: Operands of one expression.
MAXIMUM_OPERANDS: Final = 200

#: What an expression is, for messages.
EXPECTED: Final = "numbers, variables and characteristics such as iw, joined by " + ", ".join(
    sorted(LEVELS)
)

_PIECE: Final = re.compile(r"(?:[^_!]|![^!]*!)+")
_NUMBER: Final = re.compile(r"(-?[0-9]{1,15})(?:(\.[0-9]{1,6})|:([0-9]{1,15}))?", re.ASCII)
_STRING: Final = re.compile(r"!([^!]*)!")
_KEYED: Final = re.compile(r"([a-z]+):!([^!]*)!")


@dataclass(frozen=True, slots=True)
class Name:
    """Something to be known: ``$name``, a characteristic, or one of its keys (``ctx:!key!``)."""

    word: str
    key: str | None = None

    @property
    def text(self) -> str:
        """The name as it is written."""
        return self.word if self.key is None else f"{self.word}:!{self.key}!"


@dataclass(frozen=True, slots=True)
class Cast:
    """An operand made whole (``i``) or decimal (``f``)."""

    of: "Name | Amount | str"
    to: str


Operand = Name | Amount | str | Cast


@dataclass(frozen=True, slots=True)
class Expression:
    """Operands and the operators between them; ``cast`` is ``i``, ``f`` or empty, of the whole."""

    operands: tuple[Operand, ...]
    operators: tuple[str, ...] = ()
    cast: str = ""

    @property
    def text(self) -> str:
        """The expression as it is written."""
        words = [operand_text(self.operands[0])]
        for operator, operand in zip(self.operators, self.operands[1:], strict=True):
            words += (operator, operand_text(operand))
        if self.cast:
            words.append(f"to_{self.cast}")
        return "_".join(words)

    @property
    def needs(self) -> frozenset[str]:
        """The names in it: variables with their ``$``, characteristics without their keys."""
        plain = (each.of if isinstance(each, Cast) else each for each in self.operands)
        return frozenset(each.word for each in plain if isinstance(each, Name))


def operand_text(operand: Operand) -> str:
    """Print an operand."""
    if isinstance(operand, Cast):
        return f"{operand_text(operand.of)}_to_{operand.to}"
    return f"!{operand}!" if isinstance(operand, str) else operand.text


def pieces(text: str) -> list[str]:
    """Split a text at its underscores, but not inside strings. Raises ValueRefused."""
    if "!" not in text:
        return text.split("_")
    found = [match[0] for match in _PIECE.finditer(text)]
    if "_".join(found) != text:
        raise ValueRefused
    return found


def read_expression(words: list[str], *, own: str = "") -> Expression:
    """Read an expression from its pieces. Raises ValueRefused.

    own: the characteristic that is meant where the expression begins with an operator, as in
    ``w_div_2``.
    """
    operands: list[Operand] = []
    operators: list[str] = []
    if own and words and words[0] in LEVELS:
        words = [own, *words]
    place = 0
    while True:
        read, place = _read_operand(words, place)
        operand: Operand = read
        whole = place + 2 == len(words) and words[place] == "to"
        if words[place : place + 1] == ["to"] and not whole:
            operand, place = Cast(read, _cast(words, place)), place + 2
        operands.append(operand)
        if place == len(words) or whole:
            break
        if words[place] not in LEVELS or len(operands) == MAXIMUM_OPERANDS:
            raise ValueRefused
        operators.append(words[place])
        place += 1
    if operators and any(map(_is_set, operands)):
        raise ValueRefused("numbers around an operator")
    return Expression(tuple(operands), tuple(operators), _cast(words, place) if whole else "")


def _is_set(operand: Operand) -> bool:
    return isinstance(operand, Name) and operand.key is None and operand.word in SETS


def _cast(words: list[str], place: int) -> str:
    if words[place + 1 : place + 2] not in (["i"], ["f"]):
        raise ValueRefused
    return words[place + 1]


def _read_operand(words: list[str], place: int) -> tuple[Name | Amount | str, int]:
    if place >= len(words):
        raise ValueRefused
    word = words[place]
    for name, length in _names_at(words, place):
        return Name(name), place + length
    if written := _NUMBER.fullmatch(word):
        return _amount(written), place + 1
    if string := _STRING.fullmatch(word):
        return string[1], place + 1
    keyed = _KEYED.fullmatch(word)
    if keyed and keyed[1] in KEYED:
        return Name(KEYED[keyed[1]], keyed[2]), place + 1
    raise ValueRefused


def _names_at(words: list[str], place: int) -> Iterator[tuple[str, int]]:
    """Give the longest name first: ``current_page`` is not ``current``."""
    word = words[place]
    for length in range(min(LONGEST_NAME, len(words) - place), 0, -1):
        name = LONG_NAMES.get("_".join(words[place : place + length]))
        if name is not None:
            yield name, length
    if word in CHARACTERISTICS or VARIABLE.fullmatch(word):
        yield word, 1


def _amount(written: re.Match[str]) -> Amount:
    whole, digits, divisor = written.groups()
    if digits:
        number = Fraction(whole + digits)
        return Amount(number if number.denominator > 1 else int(number), decimal=True)
    if divisor is None:
        return Amount(int(whole))
    if not int(divisor):
        raise ValueRefused
    number = Fraction(int(whole), int(divisor))
    return Amount(number if number.denominator > 1 else int(number))
