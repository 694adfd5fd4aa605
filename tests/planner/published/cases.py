"""The cases: one a line, with the checklist ids that it shows."""

from dataclasses import dataclass
from pathlib import Path

from planner.facts import AssetFacts
from tests.planner.plans import asset

_FOLDER = Path(__file__).parent

#: The assets that cases are planned for, by the word in their second column.
ASSETS = {
    "image": asset(),
    "video": asset(),
    "animated": asset(format="gif", pages=9),
    "large": asset(2100, 2100),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A transformation; ``wrong`` is the parameter that is, or empty where nothing is."""

    ids: str
    subject: str
    text: str
    wrong: str

    @property
    def media(self) -> str:
        """The kind of asset."""
        return "video" if self.subject == "video" else "image"

    @property
    def asset(self) -> AssetFacts:
        """What it is planned for."""
        return ASSETS[self.subject]


def cases() -> list[Case]:
    """Every transformation, of every document."""
    return [
        Case(ids, subject, text, "" if verdict == "ok" else verdict)
        for name in ("refiners", "focus_areas", "rules", "later_rules", "resizing")
        for ids, subject, text, verdict in _rows(f"{name}.txt")
    ]


def addresses() -> list[tuple[str, ...]]:
    """Every address, with its ids and the public ID that it must lead to."""
    return _rows("urls.txt")


def _rows(name: str) -> list[tuple[str, ...]]:
    lines = (_FOLDER / name).read_text().splitlines()
    return [
        tuple(column.strip() for column in line.split("|"))
        for line in lines
        if line and not line.startswith("#")
    ]
