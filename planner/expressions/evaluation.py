"""Arithmetic: what an expression comes to, as far as its scope knows.

``pow`` binds tighter than ``mul``, ``div`` and ``mod``, these tighter than ``add`` and ``sub``;
equals go from left to right. Numbers are exact, so that the same fold comes out everywhere.
"""

from collections.abc import Callable
from fractions import Fraction
from math import isfinite
from types import MappingProxyType
from typing import Final

from planner.errors import TransformationError
from planner.expressions.expression import LEVELS, Cast, Expression, Name, Operand
from planner.expressions.scope import Scope
from planner.expressions.values import LARGEST, Amount, Value
from planner.language.decimals import DIGITS
from planner.language.quoting import quoted

#: An exponent, either way.
LARGEST_EXPONENT: Final = 64

#: Digits after the point to which a number is rounded that has become too long to be exact.
_PLACES: Final = 12

Exact = int | Fraction


def evaluate(expression: Expression, scope: Scope) -> Value | None:
    """Give what an expression comes to; None where that is not known yet.

    Raises TransformationError for what nobody can compute.
    """
    plain = folded(expression, scope, inexact=True)
    if plain.operators:
        return None
    value = plain.operands[0]
    if isinstance(value, (Name, Cast)):
        return _set_of(value, scope)
    return _cast(value, plain.cast) if plain.cast else value


def folded(expression: Expression, scope: Scope, *, inexact: bool = False) -> Expression:
    """Give the expression with what is known written into it, and computed where that is exact.

    inexact: compute also what could not be printed. Raises TransformationError.
    """
    operands = [_known(operand, scope) for operand in expression.operands]
    operators = list(expression.operators)
    for level in (3, 2, 1):
        if operators:
            operands, operators = _fold_level(level, operands, operators, inexact=inexact)
    cast = expression.cast
    if cast and not operators and isinstance(operands[0], (Amount, str)):
        operands, cast = [_cast(operands[0], cast)], ""
    return Expression(tuple(operands), tuple(operators), cast)


def _set_of(value: Operand, scope: Scope) -> Value | None:
    return scope.known(value.word, value.key or "") if isinstance(value, Name) else None


def _known(operand: Operand, scope: Scope) -> Operand:
    if isinstance(operand, Cast):
        plain = _known(operand.of, scope)
        if isinstance(plain, (Amount, str)):
            return _cast(plain, operand.to)
        return operand
    if not isinstance(operand, Name):
        return operand
    value = scope.known(operand.word, operand.key or "")
    return operand if value is None or isinstance(value, frozenset) else value


def _fold_level(
    level: int, operands: list[Operand], operators: list[str], *, inexact: bool
) -> tuple[list[Operand], list[str]]:
    """Compute the operators of one level between numbers, from left to right.

    What an operator that binds tighter, or an earlier one of this level, still waits for stays.
    """
    left: list[Operand] = operands[:1]
    kept: list[str] = []
    for place, operator in enumerate(operators):
        right = operands[place + 1]
        before = LEVELS[kept[-1]] if kept else 0
        after = LEVELS[operators[place + 1]] if place + 1 < len(operators) else 0
        if before < level == LEVELS[operator] >= after:
            result = _between(left[-1], operator, right)
            if result is not None and (inexact or result.printable):
                left[-1] = result
                continue
        left.append(right)
        kept.append(operator)
    return left, kept


def _between(before: Operand, operator: str, right: Operand) -> Amount | None:
    """Give the result of one operator, or None where one of its sides is not known."""
    if isinstance(before, (Name, Cast)) or isinstance(right, (Name, Cast)):
        return None
    return compute(_number(before), operator, _number(right))


def compute(left: Amount, operator: str, right: Amount) -> Amount:
    """Carry out one operator. Raises TransformationError.

    The result is decimal where both sides are: 250 * 0.33 is 82.5 pixels, 0.25 * 2.0 half of the
    image.
    """
    number = _computed(left.number, operator, right.number)
    decimal = left.decimal and (right.decimal or operator == "pow")
    if left.unscaled is None and right.unscaled is None:
        return Amount(number, decimal=decimal)
    unscaled = _computed(left.as_written, operator, right.as_written)
    return Amount(number, decimal=decimal, unscaled=unscaled)


def _computed(left: Exact, operator: str, right: Exact) -> Exact:
    try:
        number = _OPERATIONS[operator](left, right)
    except ZeroDivisionError as error:
        raise TransformationError("Division by zero", expected="a divisor other than 0") from error
    if not -LARGEST <= number <= LARGEST:
        raise TransformationError(
            "An expression comes to too large a number", expected=f"at most {LARGEST}"
        )
    return _bounded(number)


def _bounded(number: Exact) -> Exact:
    if isinstance(number, int):
        return number
    if number.denominator > LARGEST:
        number = round(number, _PLACES)
    return number if number.denominator > 1 else number.numerator


def _divided(left: Exact, right: Exact) -> Exact:
    if isinstance(left, int) and isinstance(right, int) and right and not left % right:
        return left // right
    return Fraction(left) / right


def _power(base: Exact, exponent: Exact) -> Exact:
    if not -LARGEST_EXPONENT <= exponent <= LARGEST_EXPONENT:
        raise TransformationError(
            "Too large an exponent",
            expected=f"from -{LARGEST_EXPONENT} to {LARGEST_EXPONENT}",
        )
    if isinstance(exponent, int) and exponent >= 0:
        positive: Exact = base**exponent
        return positive
    if isinstance(exponent, int):
        return 1 / Fraction(base) ** -exponent
    result = abs(float(base)) ** float(exponent)
    if float(base) < 0 or not isfinite(result):
        raise TransformationError(
            "A root of a negative number", expected="a whole exponent, or a base of at least 0"
        )
    return Fraction(round(result, DIGITS))


_OPERATIONS: Final[MappingProxyType[str, Callable[[Exact, Exact], Exact]]] = MappingProxyType(
    {
        "add": lambda left, right: left + right,
        "sub": lambda left, right: left - right,
        "mul": lambda left, right: left * right,
        "div": _divided,
        "mod": lambda left, right: left % right,
        "pow": _power,
    }
)


def _number(value: Amount | str) -> Amount:
    if isinstance(value, Amount):
        return value
    raise TransformationError(
        f"Arithmetic with the string {quoted(value)}",
        expected="numbers; _to_i and _to_f make numbers of strings",
    )


def _cast(value: Amount | str, to: str) -> Amount:
    """Make a number of a value: whole, cut towards zero, or decimal."""
    if isinstance(value, str):
        value = _read(value)
    if to == "f":
        return Amount(value.number, decimal=True)
    whole = int(value.number)
    if value.unscaled is None or not value.number:
        return Amount(whole)
    # What is cut off are pixels of the image.
    return Amount(whole, unscaled=Fraction(value.unscaled) * whole / value.number)


def _read(text: str) -> Amount:
    try:
        number = (
            Fraction(text.strip()) if len(text) <= _PLACES * 2 and "e" not in text.lower() else None
        )
    except (ValueError, ZeroDivisionError):
        number = None
    if number is None or abs(number) > LARGEST:
        raise TransformationError(
            f"{quoted(text)} is not a number", expected="a string of digits to cast"
        )
    return Amount(_bounded(number), decimal=number.denominator > 1)
