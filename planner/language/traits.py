"""Traits: what only some values of a parameter bring with them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from planner.plan import CostClass


class Media(StrEnum):
    """The kinds of asset that a parameter works on."""

    IMAGE = "image"
    VIDEO = "video"


IMAGE: Final = frozenset({Media.IMAGE})
VIDEO: Final = frozenset({Media.VIDEO})
BOTH: Final = frozenset(Media)


@dataclass(frozen=True, slots=True)
class Traits:
    """The media that something works on, the facts that it reads, and what it costs."""

    media: frozenset[Media] = BOTH
    facts: frozenset[str] = frozenset()
    cost: CostClass = CostClass.CHEAP

    def with_those_of(self, other: "Traits") -> "Traits":
        """Give the traits of both together."""
        return Traits(
            self.media & other.media, self.facts | other.facts, max(self.cost, other.cost)
        )
