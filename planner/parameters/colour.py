"""``co``: the colour of what an action draws."""

from typing import Final

from planner.errors import TransformationError
from planner.expressions.computable import Computable
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.parameters.background import ColourGrammar
from planner.parameters.effect import EFFECT
from planner.parameters.flags import FLAGS

COLOUR: Final = Declaration(
    key="co",
    name="colour",
    role=Role.QUALIFIER,
    qualifies=("e",),
    grammar=Computable(ColourGrammar()),
    sentence="The colour of what an effect draws, of text, of subtitles, or of a waveform.",
    example="co_rgb:0044ff,e_colorize:40",
)

_LAYERS: Final = frozenset({"l", "u"})


def check(component: Component) -> None:
    """Refuse a colour of nothing. Raises TransformationError."""
    if not component.has(COLOUR) or component.has(EFFECT):
        return
    layered = any(key in _LAYERS for key, _ in component.values)
    drawing = any(flag.name == "waveform" for flag in component.get(FLAGS) or ())
    if not layered and not drawing:
        raise TransformationError(
            "A colour alone colours nothing",
            parameter=COLOUR.key,
            expected="co beside what it colours: e_colorize, e_outline, e_shadow, "
            "e_make_transparent, a text layer or fl_waveform; b is the background",
        )
