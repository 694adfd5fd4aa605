"""Handing over: what a transformation says of the answer alone, and of no pixel."""

from dataclasses import dataclass
from typing import Final

from planner.language.component import Component
from planner.language.flag import Flag
from planner.language.tree import Node
from planner.parameters.flags import FLAGS
from planner.transformation import Transformation, of_nodes

_ATTACHMENTS: Final = ("attachment", "streaming_attachment")
_IMMUTABLE: Final = "immutable_cache"


@dataclass(frozen=True, slots=True)
class Handing:
    """How an answer is handed over.

    ``attachment``: browsers save it, under this name without its extension, or under its own
    where that is empty; None where they show it. ``immutable``: caches may keep it for good.
    """

    attachment: str | None = None
    immutable: bool = False


#: What is shown, for as long as any answer.
AS_USUAL: Final = Handing()


def handing(canonical: Transformation) -> tuple[Transformation, Handing]:
    """Give a canonical transformation without what concerns the answer alone, and that."""
    attachment, immutable = None, False
    kept: list[Node] = []
    for node in canonical.nodes:
        given = node.get(FLAGS) if isinstance(node, Component) else None
        answering = {one for one in given or () if isinstance(one, Flag) and _answers(one)}
        if not isinstance(node, Component) or not answering:
            kept.append(node)
            continue
        for one in answering:
            if one.name == _IMMUTABLE:
                immutable = True
            else:
                attachment = one.argument or ""
        values = dict(node.values) | {FLAGS.key: (given or frozenset()) - answering}
        if not values[FLAGS.key]:
            del values[FLAGS.key]
        if values:
            kept.append(node.with_values(values).spelled())
    if len(kept) == len(canonical.nodes) and attachment is None and not immutable:
        return canonical, AS_USUAL
    return of_nodes(tuple(kept)), Handing(attachment, immutable)


def _answers(flag: Flag) -> bool:
    return flag.name == _IMMUTABLE or flag.name in _ATTACHMENTS
