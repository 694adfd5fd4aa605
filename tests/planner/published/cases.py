"""The cases: one a line, with the checklist ids that it shows."""

from dataclasses import dataclass, replace
from pathlib import Path

from planner.facts import AssetFacts
from tests.planner.plans import asset

_FOLDER = Path(__file__).parent

_KNOWN = asset(
    tags=("sale", "in_stock"),
    context=(("productType", "shoes"),),
    metadata=(("stock-level", 12),),
    faces=((220, 80, 100, 120), (420, 120, 90, 120)),
    regions=(("hat", ((200, 20), (300, 90))), ("shoes", ((150, 340), (320, 420)))),
)

#: The assets that cases are planned for, by the word in their second column.
ASSETS = {
    "image": _KNOWN,
    "bedroom": replace(_KNOWN, custom_coordinates=((225, 230, 250, 180),)),
    "rooms": replace(_KNOWN, custom_coordinates=((300, 40, 30, 40), (225, 230, 250, 180))),
    "plain": asset(),
    "video": asset(),
    "animated": asset(format="gif", pages=9),
    "large": asset(2100, 2100),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A transformation of an asset, and what becomes of it (`outcomes`)."""

    ids: str
    subject: str
    text: str
    outcome: str

    @property
    def media(self) -> str:
        """The kind of asset."""
        return "video" if self.subject == "video" else "image"

    @property
    def wrong(self) -> bool:
        """Whether the document calls it wrong."""
        return self.outcome.startswith("400")

    @property
    def asset(self) -> AssetFacts:
        """What it is planned for."""
        return ASSETS[self.subject]


def cases() -> list[Case]:
    """Every transformation, of every document."""
    return [
        Case(ids, subject, text, " | ".join(outcome))
        for name in ("refiners", "focus_areas", "rules", "later_rules", "resizing")
        for ids, subject, text, *outcome in _rows(f"{name}.txt")
    ]


def addresses() -> list[tuple[str, str, str]]:
    """Every address, with its ids and the parts that it has."""
    return [(ids, address, " | ".join(parts)) for ids, address, *parts in _rows("urls.txt")]


def _rows(name: str) -> list[tuple[str, ...]]:
    lines = (_FOLDER / name).read_text().splitlines()
    return [
        tuple(column.strip() for column in line.split("|"))
        for line in lines
        if line and not line.startswith("#")
    ]
