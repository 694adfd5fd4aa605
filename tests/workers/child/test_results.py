"""What a supervisor takes from a child that may have been taken over."""

import pytest

from workers.child.protocol import Field
from workers.child.results import rendered

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
