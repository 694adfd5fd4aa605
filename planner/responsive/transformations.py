"""Transformations settled for a client."""

from collections.abc import Iterable

from planner.canonical.delivery import delivery, pixel_ratio
from planner.canonical.form import canonical_form
from planner.facts import AssetFacts, Client
from planner.parameters.pixel_ratio import AUTO_RATIO, PIXEL_RATIO
from planner.responsive.settling import settled, settled_ratio, waits
from planner.transformation import Transformation, of_components


def settled_for(
    canonical: Transformation, facts: AssetFacts, client: Client
) -> tuple[Transformation, tuple[str, ...]]:
    """Write what a client decides into a canonical transformation.

    Gives the canonical form of the result, and the request headers that had a say in it.
    """
    components = canonical.components
    if not any(waits(component) for component in components):
        return canonical, ()
    asked = delivery(components).get(PIXEL_RATIO)
    outcome = settled_ratio(client).value if asked is AUTO_RATIO else asked
    ratio = pixel_ratio(components, {PIXEL_RATIO.key: outcome or 1.0})
    written, named = [], []
    for component in components:
        made, vary = settled(component, facts, client, ratio)
        written.append(made)
        named.append(vary)
    return canonical_form(of_components(tuple(written))), _once(named)


def _once(named: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Give every header once, in the order of their first mention."""
    return tuple(dict.fromkeys(header for headers in named for header in headers))
