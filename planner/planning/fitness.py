"""Fitness: what an asset, or an image on the way, is not fit for, whoever draws it."""

from typing import Final

from planner.errors import TransformationError
from planner.language.component import Component
from planner.language.effect import Applied, Effect
from planner.parameters.crop import CROP_MODE, mode_of
from planner.parameters.effect import EFFECT
from planner.parameters.gravity import CENTER, GRAVITY, kind_of
from planner.planning.scene import Scene

#: Gravities that are in the same place in every frame.
_STEADY: Final = frozenset({"compass", "custom", "region", "areas"})


def check_fit(component: Component, scene: Scene) -> None:
    """Refuse what cannot be done to an image. Raises TransformationError."""
    check_motion(component, scene)
    applied = component.get(EFFECT)
    if isinstance(applied, Applied):
        _check_size(applied.effect, scene)


def check_motion(component: Component, scene: Scene) -> None:
    """Refuse what cannot be done to animated images, whatever their size.

    S4-033, S4-053, S4-104: what each frame would be cropped or padded to differs. Raises
    TransformationError.
    """
    if not scene.animated:
        return
    mode = mode_of(component)
    if mode is not None and mode.gravity is None:
        raise TransformationError(
            f"c_{mode.name} does not work on animated images",
            parameter=CROP_MODE.key,
            expected=f"c_fill or c_pad, or a still image for c_{mode.name}",
        )
    applied = component.get(EFFECT)
    if isinstance(applied, Applied) and applied.effect.stills:
        raise TransformationError(
            f"e_{applied.effect.name} does not work on animated images",
            parameter=EFFECT.key,
            expected=f"a still image for e_{applied.effect.name}",
        )


def fitted(component: Component, scene: Scene) -> Component:
    """Give a component as it works on a scene.

    S4-103: each frame of an animation would be cropped to another place, so what is to be found
    there is the centre; what people have given by coordinates stays. Where an effect lies is
    another matter.
    """
    gravity = component.get(GRAVITY)
    if gravity is None or not scene.animated or kind_of(gravity) in _STEADY:
        return component
    if mode_of(component) is None:
        return component
    return component.with_values(dict(component.values) | {GRAVITY.key: CENTER})


def _check_size(effect: Effect, scene: Scene) -> None:
    size = scene.size
    if effect.most_pixels is not None and size.width * size.height > effect.most_pixels:
        raise TransformationError(
            f"An image of {size.width} x {size.height} pixels is too large for e_{effect.name}",
            parameter=EFFECT.key,
            expected=f"at most {effect.most_pixels} pixels; c_limit before it makes fewer",
        )
