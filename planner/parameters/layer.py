"""``l`` and ``u``: layers, on and under what they are applied to."""

from typing import Final

from planner.errors import TransformationError
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.language.effect import Applied
from planner.layers.grammar import LayerGrammar
from planner.parameters.effect import EFFECT
from planner.parameters.flags import FLAGS, LAYER_APPLY

OVERLAY: Final = Declaration(
    key="l",
    name="overlay",
    role=Role.ACTION,
    grammar=LayerGrammar(),
    facts=frozenset({"layers"}),
    sentence="Begin a layer on top; components up to fl_layer_apply work on the layer.",
    example="l_docs:camera/c_scale,w_100/fl_layer_apply,g_south_east",
)

UNDERLAY: Final = Declaration(
    key="u",
    name="underlay",
    role=Role.ACTION,
    grammar=LayerGrammar(),
    facts=frozenset({"layers"}),
    sentence="Begin a layer beneath; components up to fl_layer_apply work on the layer.",
    example="u_site_bg/c_fill,h_200,w_200/fl_layer_apply",
)


def check(component: Component) -> None:
    """Refuse two layers in one component, and to blend none. Raises TransformationError."""
    blend = _blend(component)
    if blend and not (component.has(OVERLAY) or component.has(UNDERLAY) or _applies(component)):
        raise TransformationError(
            f"e_{blend} says how a layer is laid on, and there is none in this component",
            parameter=EFFECT.key,
            expected=f"e_{blend} beside fl_layer_apply",
        )
    if component.has(OVERLAY) and component.has(UNDERLAY):
        raise TransformationError(
            "Two layers in one component",
            parameter=UNDERLAY.key,
            expected="each in a component of its own, up to its own fl_layer_apply",
        )


def _blend(component: Component) -> str:
    """Name the effect of a component that is a layer's, if it is one."""
    applied = component.get(EFFECT)
    if isinstance(applied, Applied) and applied.effect.role is Role.QUALIFIER:
        return applied.effect.name
    return ""


def _applies(component: Component) -> bool:
    return LAYER_APPLY.name in {flag.name for flag in component.get(FLAGS) or ()}
