"""Viewing: which page of the asset is in view from here on, or which frames of an animation."""

from dataclasses import replace

from planner.language.component import Component
from planner.parameters.page import PAGE, Pages
from planner.planning.scene import Scene


def viewed(component: Component, scene: Scene) -> Scene:
    """Turn to the page that is asked for, the first one of several; it is opened from the start."""
    pages = component.get(PAGE)
    if not isinstance(pages, Pages) or not pages.ranges:
        return scene
    numbers = pages.numbers(scene.frames)
    return replace(scene, page=numbers[0], frames=len(numbers) if scene.animated else 1)
