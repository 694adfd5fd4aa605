"""The runner: folds the steps of a plan over a lazy image, within the limits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any, Protocol

import pyvips

from planner.plan import Output
from planner.planning.undecided import undecided
from planner.steps import ApplyLayer, ApplyTable, Draft, Step
from workers.errors import PlanBroken
from workers.executor import steps as step_modules
from workers.executor.limits import Limits
from workers.executor.steps import apply_layer, apply_table
from workers.executor.tables.table import Table

#: What draws a step: from the image before it and the step, the image after it.
Drawing = Callable[..., pyvips.Image]

#: What says of a step that depends on the picture which steps it comes to, from all its frames.
Decision = Callable[[Iterable[pyvips.Image], Any], tuple[Step, ...]]

#: What gives the further frames of an animation in turn, before the first step.
Others = Callable[[], Iterable[pyvips.Image]]


class Layers(Protocol):
    """What gives that which layers lay on an image."""

    def picture(self, step: ApplyLayer) -> pyvips.Image:
        """Give the picture of a layer."""
        ...

    def table(self, step: ApplyTable) -> Table:
        """Give the table of a lookup."""
        ...


@cache
def drawings() -> Mapping[type[Step], Drawing]:
    """Find what draws each kind of step: the module in ``steps`` that names it its ``STEP``."""
    return MappingProxyType({module.STEP: module.draw for module in _modules("draw")})


@cache
def decisions() -> Mapping[type[Step], Decision]:
    """Find what decides the kinds of step of which only the picture tells what they come to."""
    return MappingProxyType({module.STEP: module.decide for module in _modules("decide")})


def _modules(function: str) -> list[ModuleType]:
    found = iter_modules(step_modules.__path__, step_modules.__name__ + ".")
    modules = (import_module(module.name) for module in found)
    return [module for module in modules if hasattr(module, function)]


@dataclass(frozen=True, slots=True)
class Done:
    """A picture as it is drawn, and the steps that it came to.

    ``output``: how it is encoded, where it has told that itself.
    """

    image: pyvips.Image
    steps: tuple[Step, ...]
    output: Output | None = None


@dataclass(frozen=True, slots=True)
class Runner:
    """Draws steps, within the limits, of one of ``frames`` frames."""

    limits: Limits
    layers: Layers
    frames: int = 1

    def draw(self, image: pyvips.Image, draft: Draft, others: Others = tuple) -> Done:
        """Draw a draft to its end.

        others: the frames that have a say in them beside the one that is drawn. Raises what `run`
        does; TransformationError for what cannot be drawn of this picture; PlanBroken for a picture
        of another size than planned.
        """
        made: list[Step] = []
        while True:
            outcomes: list[tuple[Step, ...]] = []
            for step in draft.steps:
                decide = decisions().get(type(step))
                if decide is None:
                    image, known = self._after(image, step)
                    made.append(step)
                    if known is not step:
                        outcomes.append((known,))
                    continue
                # All of it is looked at before it is drawn.
                image = image.copy_memory()
                alike = (self.run(other, tuple(made)).copy_memory() for other in others())
                decided = decide(chain((image,), alike), step)
                if undecided(step):
                    outcomes.append(decided)
                made += decided
                image = self.run(image, decided)
            if draft.rest is None:
                drawn = (image.width, image.height)
                if drawn != (draft.width, draft.height):
                    raise PlanBroken(f"drew {drawn} for a plan of {(draft.width, draft.height)}")
                return Done(image, tuple(made), draft.output)
            draft = draft.rest.resumed(image.width, image.height, outcomes)

    def run(self, image: pyvips.Image, steps: Iterable[Step]) -> pyvips.Image:
        """Draw steps one after another, without computing a pixel more than they need.

        Raises RenderRefused for a picture beyond the limits, DeadlineExceeded when time is up.
        """
        for step in steps:
            image, _ = self._after(image, step)
        return image

    def _after(self, image: pyvips.Image, step: Step) -> tuple[pyvips.Image, Step]:
        """Draw a step; of a layer whose size was not known before, give the step with it."""
        self.limits.check_time()
        match step:
            case ApplyLayer():
                layer = self.layers.picture(step)
                image = apply_layer.draw(image, step, layer)
                if not step.width:
                    drawn = Draft(step.draft.steps, layer.width, layer.height)
                    step = replace(step, draft=drawn, width=image.width, height=image.height)
            case ApplyTable():
                image = apply_table.draw(image, step, self.layers.table(step))
            case _:
                image = drawings()[type(step)](image, step)
        self.limits.check_size(image.width, image.height, self.frames)
        return image, step
