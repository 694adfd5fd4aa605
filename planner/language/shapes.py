"""Shapes of arguments that many effects share."""

from typing import Any

from planner.language.arguments import Argument, Arguments
from planner.language.grammar import Grammar
from planner.language.terms import Level, Word


def level(
    minimum: float, maximum: float, default: float | None, *, name: str = "level"
) -> Arguments:
    """Give the arguments of an effect that has a strength and nothing else."""
    return Arguments((Argument(name, Level(minimum, maximum), default),))


def word(words: str, default: str | None = None, *, name: str = "kind") -> Arguments:
    """Give the arguments of an effect that has one of a few words."""
    return Arguments(
        (Argument(name, Word(tuple(words.split())), default, required=default is None),)
    )


def named(
    name: str,
    grammar: Grammar[Any],
    default: Any = None,
    *,
    required: bool = False,
    alone: Any = None,
) -> Argument:
    """Give an argument that is printed with its name."""
    return Argument(name, grammar, default, required=required, named=True, alone=alone)
