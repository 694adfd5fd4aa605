"""Decimals: numbers as URLs write them, without exponents, infinities or endless digits."""

import re
from typing import Final

from planner.errors import ValueNotSupported, ValueRefused

#: Digits after the point.
DIGITS: Final = 6

#: Nine digits before the point are beyond any size in pixels; all are exact in a float.
_WRITTEN: Final = re.compile(rf"-?[0-9]{{1,9}}(?:\.[0-9]{{1,{DIGITS}}})?", re.ASCII)

_OPERATORS: Final = frozenset({"add", "sub", "mul", "div", "mod", "pow"})


def read_number(text: str) -> float:
    """Read a decimal number. Raises ValueRefused, or ValueNotSupported for an expression."""
    if _WRITTEN.fullmatch(text) is None:
        if text.startswith("$") or not _OPERATORS.isdisjoint(text.split("_")):
            raise ValueNotSupported
        raise ValueRefused
    return float(text)


def number_text(value: float) -> str:
    """Print a number with as few digits as it needs: no exponent, no ``.0``, no ``-0``."""
    if not value % 1:
        return str(int(value))
    plain = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain
