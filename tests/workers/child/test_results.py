"""What a supervisor takes from a child that may have been taken over."""

import pytest

from workers.child.protocol import Field
from workers.child.results import probed, rendered

_FIELDS: dict[str, Field] = {
    "format": "svg",
    "content_type": "image/svg+xml",
    "width": 9,
    "height": 9,
}


def test_a_drawing_is_taken_only_where_one_was_asked_for() -> None:
    """F22."""
    assert rendered(_FIELDS, b"<svg/>", wanted="svg").content_type == "image/svg+xml"
    for wanted in ("", "png"):
        with pytest.raises(ValueError, match="content_type"):
            rendered(_FIELDS, b"<svg/>", wanted=wanted)
    with pytest.raises(ValueError, match="content_type"):
        rendered({**_FIELDS, "format": "png"}, b"<svg/>", wanted="svg")


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml;a", "application/xhtml+xml"])
def test_what_is_no_picture_is_not_taken(content_type: str) -> None:
    for wanted in ("png", "svg"):
        with pytest.raises(ValueError, match="content_type"):
            rendered({**_FIELDS, "content_type": content_type}, b"<a/>", wanted=wanted)


def test_what_is_told_is_taken_only_where_one_asked_to_be_told() -> None:
    told: dict[str, Field] = {**_FIELDS, "format": "json", "content_type": "application/json"}
    assert rendered(told, b"{}", wanted="json").content_type == "application/json"
    for fields, wanted in ((told, "png"), (told, ""), (_FIELDS, "json")):
        with pytest.raises(ValueError, match="content_type"):
            rendered(fields, b"{}", wanted=wanted)


_PROBED: dict[str, Field] = {
    "format": "tiff",
    "width": 20,
    "height": 10,
    "pages": 1,
    "has_alpha": False,
    "dpi": 72,
    "illustration": 0.0,
    "trimmed": (0, 0, 20, 10),
    "page_names": (),
    "orientation": 1,
    "page_sizes": (),
    "weights": (160, 9000, 320, 20000),
    "path_names": ("a", "b"),
    "path_boxes": (0, 0, 20, 10, 1, 2, 3, 4),
}


def test_paths_are_taken_with_their_boxes() -> None:
    told = probed(_PROBED)
    assert (told.path_names, told.path_boxes) == (("a", "b"), (0, 0, 20, 10, 1, 2, 3, 4))


@pytest.mark.parametrize(
    "said",
    [
        {"path_names": ("a",)},
        {"path_names": ("a", 7)},
        {"path_names": ("a", "b" * 101)},
        {"path_boxes": (0, 0, 20, 10)},
        {"path_boxes": (0, 0, 20, 10, 1, 2, 3, "4")},
        {"path_boxes": (0, 0, 20, 10, 1, 2, 20, 4)},
        {"path_boxes": (0, 0, 20, 10, -1, 2, 3, 4)},
        {"path_boxes": "path"},
    ],
)
def test_paths_that_no_picture_has_are_not_taken(said: dict[str, Field]) -> None:
    with pytest.raises(ValueError, match="path_"):
        probed({**_PROBED, **said})


def test_weights_are_taken_if_they_can_be_true() -> None:
    assert probed(_PROBED).weights == (160, 9000, 320, 20000)


@pytest.mark.parametrize(
    "weights",
    [(160,), (320, 9, 160, 5), (0, 9), (160, -1), (1, 1) * 4, "160", (160, 2.5), (1, True)],
)
def test_weights_that_no_picture_has_are_not_taken(weights: Field) -> None:
    with pytest.raises(ValueError, match="weights"):
        probed({**_PROBED, "weights": weights})
