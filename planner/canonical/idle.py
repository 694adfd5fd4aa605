"""Idle qualifiers: those whose action is missing, or does not take them."""

from typing import Any

from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.parameters.aspect_ratio import ASPECT_RATIO
from planner.parameters.crop import CROP_MODE, layered, taken
from planner.parameters.effect import EFFECT, qualified
from planner.parameters.flags import FLAGS, IGNORE_ASPECT_RATIO, NO_OVERFLOW
from planner.parameters.sides import HEIGHT, WIDTH


def without_idle_qualifiers(component: Component) -> Component:
    """Drop qualifiers that change nothing, whatever the image."""
    idle = [
        declaration
        for declaration, _ in component.declared()
        if declaration.role is Role.QUALIFIER
        and declaration != FLAGS
        and not _works(declaration, component)
    ]
    kept = component.without(*idle)
    if not kept.has(FLAGS):
        return kept
    flags = _working_flags(component)
    values = dict(kept.values) | {FLAGS.key: flags}
    return kept.with_values(values) if flags else kept.without(FLAGS)


def _works(declaration: Declaration[Any], component: Component) -> bool:
    """Whether one of the actions that it qualifies is there and takes it."""
    if layered(component):
        return True
    mode = component.get(CROP_MODE)
    actions = {key for key, _ in component.values if key in declaration.qualifies}
    if mode is not None and declaration.key not in taken(component):
        actions.discard(CROP_MODE.key)
    if declaration.key not in qualified(component):
        actions.discard(EFFECT.key)
    return bool(actions)


def _working_flags(component: Component) -> frozenset[Any]:
    """Give the flags that say something: of one side only, and where growing is possible."""
    flags = component.get(FLAGS) or frozenset()
    mode = component.get(CROP_MODE)
    if mode is None and not layered(component):
        return flags - {IGNORE_ASPECT_RATIO, NO_OVERFLOW}
    one_side = component.has(WIDTH) != component.has(HEIGHT)
    if not one_side or component.has(ASPECT_RATIO):
        flags -= {IGNORE_ASPECT_RATIO}
    if layered(component):
        return flags
    if mode is not None and not mode.enlarges:
        flags -= {NO_OVERFLOW}
    return flags
