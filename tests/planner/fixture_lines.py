"""Text fixtures: one example a line, ``#`` begins a comment, which may carry checklist ids."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "fixtures"


def statements(name: str) -> list[str]:
    """Give the lines of a fixture."""
    lines = (line.split("#")[0].strip() for line in (_FOLDER / name).read_text().splitlines())
    return [line for line in lines if line]


def pairs(name: str) -> list[tuple[str, str]]:
    """Give the two sides of each ``input => expected``."""
    split = (line.partition("=>") for line in statements(name))
    return [(left.strip(), right.strip()) for left, _, right in split]
