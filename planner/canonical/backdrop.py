"""Backdrop: a transparent background says something only where the image does not cover all."""

from planner.colour import TRANSPARENT
from planner.language.component import Component
from planner.parameters.angle import ANGLE, oblique
from planner.parameters.background import BACKGROUND
from planner.parameters.crop import CROP_MODE


def without_idle_backdrop(component: Component) -> Component:
    """Drop a transparent background where nothing is padded or turned obliquely."""
    if component.get(BACKGROUND) != TRANSPARENT:
        return component
    mode = component.get(CROP_MODE)
    if mode is not None and BACKGROUND.key in mode.takes:
        return component
    if any(oblique(turn) for turn in component.get(ANGLE) or ()):
        return component
    return component.without(BACKGROUND)
