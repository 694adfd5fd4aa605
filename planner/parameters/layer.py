"""``l`` and ``u``: layers, on and under what they are applied to."""

from typing import Final

from planner.errors import TransformationError
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.layers.grammar import LayerGrammar

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
    """Refuse two layers in one component. Raises TransformationError."""
    if component.has(OVERLAY) and component.has(UNDERLAY):
        raise TransformationError(
            "Two layers in one component",
            parameter=UNDERLAY.key,
            expected="each in a component of its own, up to its own fl_layer_apply",
        )
