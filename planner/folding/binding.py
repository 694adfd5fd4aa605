"""Binding: the values that a scope knows, written into one component."""

from typing import Any

from planner.errors import TransformationError, ValueRefused
from planner.expressions.assignments import Assignment, Assignments
from planner.expressions.evaluation import evaluate, folded
from planner.expressions.scope import Scope
from planner.language.component import ASSIGNMENTS, Component, check_component
from planner.language.declaration import Declaration
from planner.language.quoting import quoted, shortened
from planner.language.registry import declarations


def computed(component: Component) -> bool:
    """Whether something in a component still has to be computed."""
    known = declarations()
    for key, value in component.values:  # noqa: SIM110 - half the time of any()
        if known[key].grammar.needs(value):
            return True
    return False


def bound(component: Component, scope: Scope) -> tuple[Component, Scope]:
    """Give a component with what is known written into it, and the scope after its assignments.

    Raises TransformationError naming the component.
    """
    try:
        return _bound(component, scope)
    except TransformationError as error:
        raise error.within(shortened(component.raw)) from error


def _bound(component: Component, scope: Scope) -> tuple[Component, Scope]:
    values = dict(component.values)
    assignments = values.get(ASSIGNMENTS)
    if assignments is not None:
        try:
            values[ASSIGNMENTS], scope = _assigned(assignments, scope)
        except TransformationError as error:
            raise error.within("", ASSIGNMENTS) from error
    changed = False
    known = declarations()
    for key, value in component.values:
        if key != ASSIGNMENTS and known[key].grammar.needs(value):
            values[key] = _value(known[key], value, scope)
            changed = True
    if assignments is None and not changed:
        return component, scope
    made = component.with_values(values)
    if changed:
        check_component(made)
    return made, scope


def _assigned(assignments: Assignments, scope: Scope) -> tuple[Assignments, Scope]:
    """Make the assignments one after the other."""
    made = []
    for assignment in assignments.each:
        made.append(Assignment(assignment.name, folded(assignment.value, scope)))
        scope = scope.with_variable(assignment.name, evaluate(assignment.value, scope))
    return Assignments(tuple(made)), scope


def _value(declaration: Declaration[Any], value: Any, scope: Scope) -> Any:
    try:
        return declaration.grammar.bound(value, scope)
    except ValueRefused as refusal:
        raise TransformationError(
            f"Invalid {declaration.name} {quoted(declaration.grammar.text(value))}",
            parameter=declaration.key,
            expected=refusal.expected or declaration.grammar.expected,
        ) from refusal
    except TransformationError as error:
        raise error.within("", declaration.key) from error
