"""Postponing: what of the delivery may wait for the picture, and what is needed before it.

An encoder comes last, so format, quality and how they are written may wait. What decides how the
original is opened, or multiplies what is drawn before the picture tells anything, may not; neither
may what the gateway says of an answer, which it says without a picture.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from planner.canonical.delivery import computes_delivery, global_values
from planner.errors import NotRenderedYet
from planner.facts import AssetFacts
from planner.flags.delivery import ATTACHMENT
from planner.language.component import Component
from planner.language.quoting import shortened
from planner.language.tree import Conditional, Node, flat
from planner.opening import DENSITIES
from planner.parameters.density import DENSITY
from planner.parameters.flags import FLAGS
from planner.parameters.pixel_ratio import PIXEL_RATIO


def postpones_delivery(nodes: Iterable[Node]) -> bool:
    """Whether how a result is delivered is still to be decided, or to be computed."""
    for node in nodes:
        if isinstance(node, Conditional):
            if any(global_values(component) for component in flat((node,))):
                return True
        elif computes_delivery(node):
            return True
    return False


def check_postponed(component: Component, facts: AssetFacts, *, layer: bool) -> None:
    """Refuse what a component says of the delivery that cannot wait for a size.

    layer: whether it stands in one, whose picture says nothing of how the whole is delivered.
    Raises NotRenderedYet naming the component.
    """
    values = global_values(component)
    for written, reason in _reasons(values, facts, layer=layer):
        raise NotRenderedYet(
            f"{written} cannot wait for a size that only the picture tells: {reason}",
            parameter=written.partition("_")[0],
            expected=f"{written} that depends on no w, h or ar behind e_trim, a text or another "
            "size that is not known before",
        ).within(shortened(component.raw))


def _reasons(
    values: Mapping[str, Any], facts: AssetFacts, *, layer: bool
) -> Iterable[tuple[str, str]]:
    if layer:
        yield from ((f"{key}_", "that is the size of a layer") for key in sorted(values))
    if PIXEL_RATIO.key in values:
        yield f"{PIXEL_RATIO.key}_", "it multiplies the lengths that lead to that size"
    if DENSITY.key in values and facts.format in DENSITIES:
        yield f"{DENSITY.key}_", f"it decides how large a {facts.format} is drawn"
    if any(flag.name == ATTACHMENT.name for flag in values.get(FLAGS.key, ())):
        yield f"{FLAGS.key}_{ATTACHMENT.name}", "how an answer is saved is said before its picture"
