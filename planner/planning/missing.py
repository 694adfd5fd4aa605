"""Missing regions: named, but not stored of the asset."""

from collections.abc import Iterable

from planner.facts import AssetFacts
from planner.language.component import Component
from planner.language.tree import Node
from planner.parameters.gravity import GRAVITY, NamedArea


def missing_regions(nodes: Iterable[Node], facts: AssetFacts) -> tuple[str, ...]:
    """Give the names of regions that an asset does not have, of what is done to it for certain.

    A condition may have asked for a region before; a layer's regions are those of its own asset.
    """
    stored = {name for name, _ in facts.regions}
    named = (node.get(GRAVITY) for node in nodes if isinstance(node, Component))
    missing = {
        gravity.area
        for gravity in named
        if isinstance(gravity, NamedArea) and gravity.kind == "region"
    }
    return tuple(sorted(missing - stored))
