"""Components: what one draws, in the fixed order of its stages, whatever the order of writing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from planner.errors import NotRenderedYet, TransformationError
from planner.language.component import Component, compose
from planner.language.quoting import quoted, shortened
from planner.language.registry import declarations
from planner.parameters.gravity import GRAVITY, instead, is_stored
from planner.planning.fitness import check_fit, fitted
from planner.planning.scene import Scene
from planner.planning.stages.altering import altered
from planner.planning.stages.fading import faded
from planner.planning.stages.framing import framed
from planner.planning.stages.moving import moved
from planner.planning.stages.painting import painted
from planner.planning.stages.resizing import resized
from planner.planning.stages.trimming import trimmed
from planner.planning.stages.turning import turned, turned_to_fit
from planner.planning.stages.viewing import viewed


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the things that a component may do; ``spends`` are the keys that it alone reads."""

    draw: Callable[[Component, Scene], Scene]
    spends: frozenset[str] = frozenset()


STAGES: Final = (
    Stage(trimmed, frozenset({"e"})),
    Stage(turned_to_fit),
    Stage(resized, frozenset({"c", "w", "h", "ar", "g", "x", "y", "z"})),
    Stage(altered),
    Stage(moved),
    Stage(faded),
    Stage(framed),
    Stage(turned),
    Stage(painted),
)


def after(component: Component, scene: Scene) -> Scene:
    """Give the scene after one component.

    Where a stage leaves a size that only the picture tells, what the component has still to do is
    put off. Raises TransformationError naming it.
    """
    try:
        scene = viewed(component, scene)
        check_fit(component, scene)
        component = fitted(component, scene)
        check_drawn(component)
        for stage in STAGES:
            scene = stage.draw(component, scene)
            if scene.late:
                return _put_off(component, scene, stage)
    except TransformationError as error:
        raise error.within(shortened(component.raw)) from error
    return scene


def check_drawn(component: Component, unless: frozenset[str] = frozenset()) -> None:
    """Refuse what is understood, but not drawn yet, or computed from what nobody knows.

    unless: characteristics that will be known later, and with them variables.
    Raises NotRenderedYet naming the component.
    """
    known = declarations()
    for key, value in component.values:
        missing = known[key].undrawn(value)
        if missing is not None:
            reason = f"{quoted(missing)} is understood, but not drawn yet"
            if is_stored(value):
                reason = f"Where {quoted(missing)} lies by now is not known here"
            raise NotRenderedYet(
                reason, parameter=key, expected=instead(value) if key == GRAVITY.key else ""
            ).within(shortened(component.raw))
        needs = known[key].grammar.needs(value)
        if needs and not (unless and all(name in unless or name[0] == "$" for name in needs)):
            raise NotRenderedYet(
                "What this is computed from is not known yet", parameter=key
            ).within(shortened(component.raw))


def _put_off(component: Component, scene: Scene, drawn: Stage) -> Scene:
    """Put off what a stage has left; those before it have either done nothing or have been late."""
    left = {key: value for key, value in component.values if key not in drawn.spends}
    return scene.putting_off(compose(left)) if left else scene
