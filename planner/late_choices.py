"""Late choices: what a client decides of a delivery that the picture has still a say in.

It is written into every component that may come to count, so that a worker has only to find out
which of them do. Where none certainly names a format before, that is written at the beginning.
"""

from collections.abc import Mapping
from typing import Any

from planner.canonical.delivery import delivery_of
from planner.facts import AssetFacts, Client
from planner.language.choices import Option
from planner.language.component import Component, compose
from planner.output import AUTOMATIC, choose, settled_level
from planner.parameters.flags import FLAGS
from planner.parameters.format import FORMAT, option_of
from planner.parameters.quality import QUALITY, Quality
from planner.planning.drafting import delivered_before
from planner.planning.scene import Scene
from planner.responsive.transformations import changed
from planner.transformation import Transformation, of_nodes


def with_late_choices(
    transformation: Transformation,
    extension: str | None,
    facts: AssetFacts,
    client: Client,
    scene: Scene,
) -> tuple[Transformation, tuple[str, ...]]:
    """Write choices into a transformation; gives also the request headers that had a say in them.

    extension: of the URL, which asks for a format where nothing else does. scene: what it leads to,
    whatever is decided. Raises TransformationError for a format that is not encoded.
    """
    named: list[str] = []
    nodes = transformation.nodes

    def chosen(values: Mapping[str, Any]) -> Option:
        asked = {key: value for key, value in values.items() if key in (FORMAT.key, FLAGS.key)}
        choice = choose(compose(asked), extension, facts, client, scene)
        named.extend(choice.vary)
        return option_of(choice.format)

    def written(component: Component) -> Component:
        values = dict(component.values)
        if values.get(FORMAT.key) in AUTOMATIC:
            values[FORMAT.key] = chosen(values)
        quality = values.get(QUALITY.key)
        if isinstance(quality, Quality) and quality.level:
            if quality.level == "auto":
                named.append("Save-Data")
            values[QUALITY.key] = Quality(level=settled_level(quality, client))
        return compose(values) if values != component.given else component

    made = tuple(changed(nodes, written))
    if not delivery_of(delivered_before(nodes)).has(FORMAT):
        first = chosen(delivery_of(nodes).given)
        made = (compose({FORMAT.key: first}), *made)
    return of_nodes(made), tuple(dict.fromkeys(named))
