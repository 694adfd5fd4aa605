"""JSON inside parameters: written as text by forms, left as it is by JSON bodies."""

import json
from typing import Any


def read_json(written: str) -> Any:
    """Read JSON whose objects name nothing twice and whose numbers are numbers.

    Raises ValueError.
    """
    try:
        return json.loads(written, object_pairs_hook=object_of, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs. Raises ValueError for a name that is given twice."""
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError("a name is given twice")
    return said


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")
