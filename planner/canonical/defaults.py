"""Defaults: values that change nothing are not written."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from planner.language.component import Component
from planner.language.declaration import Role
from planner.language.registry import declarations


def without_defaults(component: Component) -> Component:
    """Drop what equals its default; a global one may still be needed, to overrule another."""
    usual = defaults()
    idle = {key for key, value in component.values if key in usual and value == usual[key]}
    return component.picked(component.given.keys() - idle) if idle else component


@cache
def defaults() -> Mapping[str, Any]:
    """Give what does nothing, by key."""
    return {
        key: declared.default
        for key, declared in declarations().items()
        if declared.default is not None and declared.role is not Role.GLOBAL
    }
