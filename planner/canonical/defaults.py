"""Defaults: values that change nothing are not written."""

from planner.language.component import Component
from planner.language.declaration import Role


def without_defaults(component: Component) -> Component:
    """Drop what equals its default; a global one may still be needed, to overrule another."""
    return component.with_values(
        {
            declaration.key: value
            for declaration, value in component.declared()
            if value != declaration.default or declaration.role is Role.GLOBAL
        }
    )
