"""Locating: the areas that a gravity or an effect lies on, written into the transformation.

What is written is all that a derived asset takes of them: another value for one that is not read
gives the same identity, and whoever draws the result needs to be told of none. An area that is
not stored, or has left the image, gives way to what its gravity falls back to. Behind what only
the picture decides the gravity takes along what it may read, and is located when that is drawn. One
that lies nobody knows where stays as it is, and is then refused.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from planner.geometry.edges import Edges
from planner.language.areas import Areas, Weighed
from planner.language.carried import Carried
from planner.language.choices import Option
from planner.language.component import Component
from planner.language.effect import Applied
from planner.language.focus import AUTO, NO_OVERRIDE, NONE, Area, Auto, Focal
from planner.language.tree import LayerBlock
from planner.layers.blocks import arranged
from planner.parameters.crop import CropMode, layered, mode_of
from planner.parameters.effect import EFFECT, qualified
from planner.parameters.gravity import CENTER, COMPASS, GRAVITY, TILE, NamedArea, Subject
from planner.planning.page_names import names_pages, numbered
from planner.planning.parts import ON_FACES
from planner.planning.scene import Scene
from planner.planning.stages.trimming import trimmed
from planner.planning.stages.turning import turned_to_fit
from planner.planning.standpoints import standpoints, with_standpoints
from planner.planning.stored import ALL_FACES, CUSTOM, FACES, Stored, around, largest
from planner.planning.tracking import tracked
from planner.steps import FoundTile, Shares

_NORTH: Final = next(option for option in COMPASS if option.name == "north")
_FALLBACKS: Final[Mapping[str, Option | Auto]] = {"center": CENTER, "auto": AUTO}

#: Weights of what is stored, in percent: where nothing is said of it, and where it is named.
_USUAL: Final = 50
_NAMED: Final = 100

#: What a component that crops keeps for itself where its effect is put off.
_RESIZING: Final = frozenset({"c", "w", "h", "ar", "g", "x", "y", "z", "fl", "a"})

#: Digits of a share.
_DIGITS: Final = 6


def asks(component: Component) -> bool:
    """Whether a component lies on areas that are not written into it, or names pages."""
    if names_pages(component):
        return True
    gravity = component.get(GRAVITY)
    if isinstance(gravity, (Subject, NamedArea, Auto, Carried)) or _on_areas(component):
        return True
    if gravity is not None:
        return False
    mode = mode_of(component)
    return mode is not None and mode.gravity == AUTO


def located(component: Component, scene: Scene) -> tuple[Component, ...]:
    """Give a component with its areas, and behind it what of it has still to be located."""
    if not asks(component) or layered(component) or _supposed(component, scene):
        return (component,)
    component = numbered(component, scene.stored)
    mode = mode_of(component)
    if mode is not None and _on_areas(component):
        # The areas are looked for in what the crop leaves.
        return (*located(component.picked(_RESIZING), scene), _behind(component))
    component, scene = _unpacked(component, scene)
    if mode is not None:
        return (_cropping(component, mode, scene),) if mode.cuts else (component,)
    if _on_areas(component) and not _on_faces(component):
        return (with_standpoints(component, lambda gravity: _seen(gravity, scene)),)
    works = _on_faces(component) or GRAVITY.key in qualified(component)
    return (_working(component, scene),) if works else (component,)


def located_layer(block: LayerBlock, scene: Scene) -> LayerBlock | None:
    """Give a layer with the areas that it lies on; None where there are none."""
    divided = arranged(block)
    if divided.closer is None or _supposed(divided.closer, scene):
        return block
    closer, scene = _unpacked(divided.closer, scene)
    gravity = closer.get(GRAVITY)
    if gravity == TILE:
        return replace(divided, closer=_on_tile(closer, scene, scene))
    if not isinstance(gravity, (Subject, NamedArea)):
        return block
    taken = _taken(gravity, scene)
    found = None if taken else _found(gravity, scene)
    if not taken and found is None:
        return block
    if not taken and not found:
        return None
    return replace(divided, closer=_with(closer, taken or Areas(_shares(found or (), scene))))


def carrying(component: Component) -> bool:
    """Whether a component waits to be told where the areas lie that it has taken along."""
    return isinstance(component.get(GRAVITY), Carried) or any(
        isinstance(gravity, Carried) for gravity in standpoints(component)
    )


def seeking(component: Component) -> bool:
    """Whether a component lies on the largest tile of a collage, which has not been found."""
    if TILE in standpoints(component):
        return mode_of(component) is None
    if component.get(GRAVITY) != TILE or layered(component):
        return False
    mode = mode_of(component)
    return GRAVITY.key in qualified(component) if mode is None else GRAVITY.key in mode.takes


def _supposed(component: Component, scene: Scene) -> bool:
    """Whether areas that a component has taken along are to be located later, not here."""
    return carrying(component) and not scene.stored.known


def _unpacked(component: Component, scene: Scene) -> tuple[Component, Scene]:
    """Give a component with the gravity that it was written with, and a scene of its areas."""
    gravity = component.get(GRAVITY)
    if not isinstance(gravity, Carried):
        return component, scene
    scene = replace(scene, stored=_stored(gravity, scene))
    return _with(component, gravity.gravity), scene


def _stored(carried: Carried, scene: Scene) -> Stored:
    return replace(Stored.carried(carried), known=scene.stored.known)


def _taken(gravity: Any, scene: Scene) -> Carried | None:
    """Give a gravity with what it may read, where only the picture tells where that lies."""
    if not scene.waits or not isinstance(gravity, (Subject, NamedArea, Auto)):
        return None
    return scene.stored.taken(gravity)


def _behind(component: Component) -> Component:
    values = dict(component.values)
    return component.with_values(
        {key: value for key, value in values.items() if key not in _RESIZING}
    )


def _cropping(component: Component, mode: CropMode, scene: Scene) -> Component:
    """Locate what a crop keeps, on the image as it is when that is cut."""
    gravity = component.get(GRAVITY) or mode.gravity
    before, scene = scene, turned_to_fit(component, trimmed(component, scene))
    if gravity == TILE:
        return _on_tile(component, before, scene)
    if scene.animated and not _custom(gravity):
        degrades = isinstance(gravity, (Subject, Auto)) and not _areas_given(gravity)
        return _with(component, CENTER) if degrades else component
    if taken := _taken(gravity, scene):
        return _with(component, taken)
    if isinstance(gravity, Auto):
        return _with(component, _automatic(gravity, scene))
    if not isinstance(gravity, (Subject, NamedArea)):
        return component
    return _with(component, _kept(gravity, scene))


def _kept(gravity: Subject | NamedArea, scene: Scene) -> Any:
    """Give what of an image a gravity keeps, or what it falls back to; itself where unknown."""
    found = _found(gravity, scene)
    if found is None:
        return gravity
    if found:
        return Areas(_shares(around(found), scene))
    fallback = _fallback(gravity)
    if not isinstance(fallback, Auto):
        return fallback
    return CENTER if scene.animated else _automatic(fallback, scene)


def _seen(gravity: Any, scene: Scene) -> Any:
    """Locate what a camera looks at."""
    if isinstance(gravity, Carried):
        scene = replace(scene, stored=_stored(gravity, scene))
        gravity = gravity.gravity
    if taken := _taken(gravity, scene):
        return taken
    if gravity == TILE:
        tile = found_tile(scene)
        return gravity if tile is None else Areas(_shares((tile,), scene))
    if isinstance(gravity, Auto):
        return _automatic(gravity, scene)
    return _kept(gravity, scene) if isinstance(gravity, (Subject, NamedArea)) else gravity


def _working(component: Component, scene: Scene) -> Component:
    """Locate what an effect works on; there is nothing to do where that is nowhere."""
    gravity: Any = component.get(GRAVITY)
    if _on_faces(component) and (gravity is None or isinstance(gravity, Option)):
        # No point of the compass says which faces.
        gravity = Subject(("faces",))
    if gravity == TILE:
        return _on_tile(component, scene, scene)
    if not isinstance(gravity, (Subject, NamedArea)):
        return component
    if taken := _taken(gravity, scene):
        return _with(component, taken)
    found = _found(gravity, scene)
    if found is None:
        return component
    if found:
        return _with(component, Areas(_shares(found, scene)))
    return component.picked({key for key, _ in component.values} - {"e"} - qualified(component))


def _found(gravity: Subject | NamedArea, scene: Scene) -> tuple[Edges, ...] | None:
    """Give the areas that a gravity lies on now, as many as it is for; None where unknown."""
    if isinstance(gravity, NamedArea):
        area = scene.stored.area(gravity.kind, gravity.area)
        return None if area is None else _now(area, scene)
    for target in gravity.targets:
        if target in _FALLBACKS:
            return ()
        stored = scene.stored.target(target)
        found = None if stored is None else _now(stored, scene)
        if found is None:
            return None
        if found:
            return found if target in ALL_FACES else largest(found)
    return ()


def _now(areas: tuple[Edges, ...], scene: Scene) -> tuple[Edges, ...] | None:
    """Give where areas of the asset lie in the image at hand."""
    if not areas:
        return ()
    if not scene.stored.known:
        return None
    return tracked(areas, scene.trail + scene.steps, scene.beginning)


def _fallback(gravity: Subject | NamedArea) -> Option | Auto:
    if isinstance(gravity, NamedArea):
        return CENTER
    last = gravity.targets[-1]
    return _FALLBACKS.get(last, _NORTH if last in FACES else CENTER)


def _on_tile(component: Component, before: Scene, scene: Scene) -> Component:
    """Locate the largest tile of a collage, where that has just been looked for."""
    tile = found_tile(before)
    if tile is None:
        return component
    found = tracked((tile,), scene.steps, before.size)
    return _with(component, Areas(_shares(found, scene))) if found else component


def found_tile(scene: Scene) -> Edges | None:
    """Give the tile that the last step has found; None where that did not look for one."""
    match scene.steps or scene.trail[-1:]:
        case (FoundTile(left, top, width, height),):
            return Edges(left, top, left + width, top + height)
        case _:
            return None


def _automatic(gravity: Auto, scene: Scene) -> Auto | Areas | Subject:
    """Give an automatic gravity with what is stored written in, in its place or weighed."""
    focals = gravity.focals
    if _areas_given(gravity) or any(isinstance(focal, Weighed) for focal in focals):
        return gravity
    names = {focal.target for focal in focals if isinstance(focal, Focal)}
    if scene.stored.custom and gravity.yields:
        found = _found(Subject((CUSTOM,)), scene)
        if found is None:
            return Subject((CUSTOM,))
        if found:
            return Areas(_shares(found, scene))
    wanted = list(focals)
    if not names & (FACES | {NONE.target}):
        wanted.append(Focal("faces", _USUAL))
    made: list[Any] = []
    for focal in wanted:
        made += _weighed(focal, scene) if isinstance(focal, Focal) else (focal,)
    return replace(gravity, focals=tuple(made))


def _weighed(focal: Focal, scene: Scene) -> tuple[Focal | Weighed, ...]:
    """Give a focal option as weighed areas; as it is where that is not known."""
    target = CUSTOM if focal.target in (CUSTOM, NO_OVERRIDE.target) else focal.target
    if target not in FACES | {CUSTOM}:
        return (focal,)
    found = _found(Subject((target,)), scene)
    usual = focal == Focal("faces", _USUAL)
    if found is None:
        return () if usual else (focal,)
    weight = _NAMED if focal.weight is None else focal.weight
    weight = -weight if focal.avoid else weight
    return tuple(Weighed(area, weight) for area in _shares(found, scene))


def _shares(areas: tuple[Edges, ...], scene: Scene) -> tuple[Shares, ...]:
    """Give areas as shares of the image, which hold whatever its size will be."""
    width, height = scene.size.width, scene.size.height
    least = 10.0**-_DIGITS
    return tuple(
        (
            round(area.left / width, _DIGITS),
            round(area.top / height, _DIGITS),
            max(round((area.right - area.left) / width, _DIGITS), least),
            max(round((area.bottom - area.top) / height, _DIGITS), least),
        )
        for area in areas
    )


def _custom(gravity: object) -> bool:
    return isinstance(gravity, NamedArea) or (
        isinstance(gravity, Subject) and gravity.targets[0] == CUSTOM
    )


def _areas_given(gravity: object) -> bool:
    return isinstance(gravity, Auto) and any(isinstance(each, Area) for each in gravity.focals)


def _on_faces(component: Component) -> bool:
    applied = component.get(EFFECT)
    return isinstance(applied, Applied) and applied.effect.name in ON_FACES


def _on_areas(component: Component) -> bool:
    """Whether the effect of a component lies on areas whatever the gravity beside it."""
    return _on_faces(component) or any(
        isinstance(gravity, (Subject, NamedArea, Auto, Carried))
        for gravity in standpoints(component)
    )


def _with(component: Component, gravity: Any) -> Component:
    return component.with_values(dict(component.values) | {GRAVITY.key: gravity})
