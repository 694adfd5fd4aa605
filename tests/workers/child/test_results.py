"""What a supervisor takes from a child's last word, and what it does not."""

from typing import Any

import pytest

from workers.child.results import ProbedOriginal, probed

TOLD: dict[str, Any] = {
    "format": "jpg",
    "width": 640,
    "height": 427,
    "pages": 1,
    "has_alpha": False,
    "dpi": 300,
    "illustration": 0.25,
    "trimmed": (10, 20, 630, 407),
    "page_names": ("cover", "back"),
}


def test_a_probe_is_taken_as_it_is_told() -> None:
    assert probed(TOLD) == ProbedOriginal(**TOLD)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", "../x"),
        ("width", 0),
        ("height", True),
        ("pages", "1"),
        ("has_alpha", 1),
        ("dpi", 0),
        ("dpi", 72.5),
        ("dpi", 10**9),
        ("illustration", 1),
        ("illustration", 1.01),
        ("illustration", -0.1),
        ("illustration", float("nan")),
        ("trimmed", (0, 0, 641, 1)),
        ("trimmed", (10, 20, 630, 408)),
        ("trimmed", (-1, 0, 5, 5)),
        ("trimmed", (0, 0, 0, 5)),
        ("trimmed", (0, 0, 5)),
        ("trimmed", ("0", 0, 5, 5)),
        ("trimmed", 5),
        ("page_names", "cover"),
        ("page_names", (1,)),
        ("page_names", ("x" * 101,)),
        ("page_names", ("x",) * 101),
    ],
)
def test_what_no_original_could_be_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        probed({**TOLD, name: value})  # type: ignore[dict-item]  # - some of it no field holds


@pytest.mark.parametrize("name", TOLD)
def test_nothing_may_be_missing(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        probed({key: value for key, value in TOLD.items() if key != name})
