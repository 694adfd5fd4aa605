"""The JavaScript builder's own strings, which generate.mjs wrote down."""

from pathlib import Path

import pytest

from tests.planner.sdk.understanding import assert_understood

_STRINGS = Path(__file__).with_name("javascript.txt")


def _lines() -> list[tuple[str, str]]:
    lines = _STRINGS.read_text().splitlines()
    split = (line.split(" | ", 1) for line in lines if not line.startswith("#"))
    return [(media, text) for media, text in split]


@pytest.mark.parametrize(("media", "text"), _lines())
def test_what_the_javascript_builder_writes_is_understood(media: str, text: str) -> None:
    assert_understood(text, media)
