"""Checks: what no layer can be, whatever the images, each with what to write instead."""

from collections.abc import Iterable, Iterator
from typing import Final

from planner.errors import TransformationError
from planner.language.areas import Areas
from planner.language.carried import Carried
from planner.language.choices import words
from planner.language.component import Component
from planner.language.focus import Auto
from planner.language.quoting import shortened
from planner.language.traits import Media
from planner.language.tree import Conditional, LayerBlock, Node
from planner.layers.blocks import blocks, divided
from planner.layers.parts import APPLY, CUTTER, FLAGS_KEY, SPLICE, UNDERLAY_KEY, has_flag, source_of
from planner.layers.sources import Kind, LookupTable, Named, Remote, Source, Stored, Subtitles
from planner.parameters.gravity import LIQUID, XY_CENTER, Gravity, NamedArea, Subject

REGION_RELATIVE: Final = "region_relative"

#: Gravities that find regions which a layer's size may be relative to.
_REGIONS: Final = words("face faces adv_face adv_faces adv_eyes custom ocr_text")

_PLACES: Final = "a compass gravity, face, faces, custom, ocr_text or region_!name!"


def check_layers(nodes: Iterable[Node]) -> None:
    """Refuse layers that cannot be applied to anything. Raises TransformationError."""
    for block in blocks(nodes):
        applied = divided(block)
        _check_gravity(block, applied)
        _check_regions(block, applied)
        _check_source(block, applied)
        _check_blend(block, applied)
        if isinstance(source_of(block.opener)[1], LookupTable):
            _check_table(block, applied)
        if has_flag(applied.opener, SPLICE):
            _check_splice(block, applied)


def check_bases(nodes: Iterable[Node], base: Media) -> None:
    """Refuse layers that a kind of asset cannot take. Raises TransformationError."""
    for block in _outer(nodes):
        key, source = source_of(block.opener)
        if base is Media.IMAGE and kind_of(source) is not Kind.IMAGE:
            raise _refused(
                block,
                key,
                f"{_shown(source)} cannot be laid on an image",
                "an image layer; or the video as the asset, with the image as its underlay, u_",
            )
        if has_flag(divided(block).opener, SPLICE) and base is Media.IMAGE:
            raise _refused(
                block,
                FLAGS_KEY,
                "fl_splice does not work on images",
                "a video as the asset",
                flag=SPLICE,
            )
        check_bases(block.inner, Media.IMAGE if kind_of(source) is Kind.IMAGE else Media.VIDEO)


def kind_of(source: Source) -> Kind:
    """Give what plays in a layer; subtitles play with a video."""
    match source:
        case Stored() | Remote():
            return source.kind
        case Subtitles():
            return Kind.VIDEO
        case _:
            return Kind.IMAGE


def _shown(source: Source) -> str:
    if isinstance(source, Subtitles):
        return "Subtitles"
    return "Audio" if _is_audio(source) else "A video"


def _outer(nodes: Iterable[Node]) -> Iterator[LayerBlock]:
    """Give the layers of nodes, not those within them."""
    for node in nodes:
        match node:
            case LayerBlock():
                yield node
            case Conditional():
                yield from _outer((*node.nodes, *node.otherwise))


def _components(nodes: Iterable[Node]) -> Iterator[Component]:
    """Give the components of nodes, not those of layers within them."""
    for node in nodes:
        match node:
            case Component():
                yield node
            case Conditional():
                yield from _components((*node.nodes, *node.otherwise))


def _check_gravity(block: LayerBlock, applied: LayerBlock) -> None:
    gravity = _gravity(applied)
    if isinstance(gravity, Auto) or gravity in (LIQUID, XY_CENTER):
        raise _refused(
            block,
            "g",
            f"g_{shortened(gravity.name)} cannot place a layer",
            f"{_PLACES} beside fl_layer_apply; a crop of the layer has its own component before",
        )


def _check_regions(block: LayerBlock, applied: LayerBlock) -> None:
    relative = any(has_flag(each, REGION_RELATIVE) for each in _components(applied.inner))
    if relative and not _finds_regions(_gravity(applied)):
        raise _refused(
            block,
            FLAGS_KEY,
            "fl_region_relative needs regions to lie on",
            f"g_ with one of {', '.join(sorted(_REGIONS))} or region_!name! beside fl_layer_apply",
            flag=REGION_RELATIVE,
        )


def _check_source(block: LayerBlock, applied: LayerBlock) -> None:
    key, source = source_of(block.opener)
    values = applied.closer.given if applied.closer is not None else {}
    if key == UNDERLAY_KEY and (isinstance(source, (Subtitles, LookupTable)) or _is_audio(source)):
        raise _refused(block, key, "Only images, videos and text lie under an image", "l_ for it")
    moved = sorted({"x", "y"} & values.keys())
    if isinstance(source, Subtitles) and moved:
        raise _refused(block, moved[0], "Subtitles are not moved by x and y", "g_ alone")


def _check_blend(block: LayerBlock, applied: LayerBlock) -> None:
    if applied.closer is None or not has_flag(applied.closer, CUTTER):
        return
    effect = applied.closer.given.get("e")
    if effect is not None:
        raise _refused(
            block,
            "e",
            f"fl_{CUTTER} and e_{effect.effect.name} both say how the layer is laid on",
            "one of them",
        )


def _check_table(block: LayerBlock, applied: LayerBlock) -> None:
    """Refuse to change or to place what has no picture."""
    closer = dict(applied.closer.values) if applied.closer is not None else {}
    flags = {flag.name for flag in closer.pop(FLAGS_KEY, ())} - {APPLY}
    said = sorted(closer) + [FLAGS_KEY] * bool(flags)
    said += [key for each in _components(applied.inner) for key, _ in each.values if key != "$"]
    said += [source_of(inner.opener)[0] for inner in _outer(applied.inner)]
    if said:
        raise _refused(
            block,
            said[0],
            "A lookup table has no picture that could be changed, placed or blended",
            "nothing between it and fl_layer_apply, nor beside that",
        )


def _check_splice(block: LayerBlock, applied: LayerBlock) -> None:
    key, source = source_of(block.opener)
    if key == UNDERLAY_KEY or not isinstance(source, (Stored, Remote, Named)):
        raise _refused(
            block,
            FLAGS_KEY,
            "fl_splice joins videos, audio and images in time",
            "it beside l_ with one of these",
            flag=SPLICE,
        )
    everywhere = (*_components(applied.inner), *filter(None, [applied.closer]))
    timed = any("du" in component.given for component in everywhere)
    if isinstance(source, (Stored, Remote)) and source.kind is Kind.IMAGE and not timed:
        raise _refused(
            block,
            FLAGS_KEY,
            "An image that is spliced needs a duration",
            "du_ with seconds in a component between the layer and fl_layer_apply",
            flag=SPLICE,
        )


def _gravity(applied: LayerBlock) -> Gravity | None:
    gravity: Gravity | None = applied.closer.given.get("g") if applied.closer else None
    return gravity


def _finds_regions(gravity: Gravity | None) -> bool:
    if isinstance(gravity, Areas | Carried):
        return True
    if isinstance(gravity, Subject):
        return gravity.targets[0] in _REGIONS
    return isinstance(gravity, NamedArea) and gravity.kind == "region"


def _is_audio(source: Source) -> bool:
    return isinstance(source, (Stored, Remote)) and source.kind is Kind.AUDIO


def _refused(
    block: LayerBlock, key: str, message: str, expected: str, *, flag: str = ""
) -> TransformationError:
    """Name the component of the block in which a parameter, or a flag, was written."""
    written = [block.closer, *_components(block.inner), block.opener]
    component = next(
        (
            each.raw
            for each in written
            if each is not None and (has_flag(each, flag) if flag else key in each.given)
        ),
        block.opener.raw,
    )
    return TransformationError(
        message, component=shortened(component), parameter=key, expected=expected
    )
