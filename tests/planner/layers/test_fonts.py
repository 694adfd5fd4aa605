"""Fonts are part of the identity of what has words, and of nothing else."""

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from planner.derivation import derive, leaf_revisions
from planner.facts import Client
from planner.layers.fonts import FONTS, PACKAGES, revision_of
from planner.transformation import parse
from tests.planner.plans import asset

_PROJECT = Path(__file__).parents[3] / "pyproject.toml"


def test_the_installation_pins_the_fonts_that_identities_go_by() -> None:
    """A package that is added, dropped or of another version has to be written down."""
    wanted = tomllib.loads(_PROJECT.read_text())["project"]["dependencies"]
    fonts = ("fontpkg-", "manimgx-fonts", "dynamic-font")
    pinned = {each for each in wanted if each.startswith(fonts)}
    assert pinned == {f"{name}=={number}" for name, number in PACKAGES.items()}
    assert {name: version(name) for name in PACKAGES} == PACKAGES


def test_other_fonts_have_another_revision() -> None:
    newer = dict(PACKAGES) | {"fontpkg-arimo": "1.342"}
    fewer = {name: number for name, number in PACKAGES.items() if name != "fontpkg-arimo"}
    revisions = {revision_of(packages) for packages in (PACKAGES, newer, fewer)}
    assert len(revisions) == 3
    assert ("fonts", revision_of(dict(sorted(PACKAGES.items(), reverse=True)))) == FONTS


@pytest.mark.parametrize(
    ("written", "has_words"),
    [
        ("l_text:Arial_40:hi", True),
        ("c_scale,w_9/l_logo/u_text:own.ttf_40:hi/fl_layer_apply/fl_layer_apply", True),
        ("e_trim/l_text:Arial_40:hi", True),
        ("l_logo", False),
        ("c_scale,w_9", False),
    ],
)
def test_fonts_count_where_there_are_words(written: str, has_words: bool) -> None:
    derivation = derive(parse(written), None, asset(), Client(), lambda _: asset())
    assert (FONTS in derivation.revisions) is has_words
    assert leaf_revisions(derivation.leaf) == derivation.revisions
