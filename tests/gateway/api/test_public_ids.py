import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.api.public_ids import checked, from_filename, random_id, stem_of
from gateway.errors import BadRequest


def test_a_random_public_id_is_20_lower_case_alphanumerics() -> None:
    made = {random_id() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"[a-z0-9]{20}", public_id) for public_id in made)


@pytest.mark.parametrize("character", list("?&#\\%<>+\0\n\u202e"))
def test_a_forbidden_character_is_refused_by_name(character: str) -> None:
    with pytest.raises(BadRequest, match=re.escape(f"may not contain {character!r}")):
        checked(f"a{character}b")


@pytest.mark.parametrize(
    "public_id",
    ["", " a", "a ", "/a", "a/", "a//b", "..", "a/../b", "./a", "x" * 256],
)
def test_a_public_id_that_no_url_could_name_is_refused(public_id: str) -> None:
    """F23"""
    with pytest.raises(BadRequest, match="public_id"):
        checked(public_id)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("shop/boot", "shop/boot"),
        ("shop/boot.jpg", "shop/boot"),
        ("boot.PNG", "boot"),
        ("boot.v2", "boot.v2"),
        ("boot.jpg.png", "boot"),
        ("shop/.jpg", "shop/.jpg"),
        ("b\u00f6ot \u96ea", "b\u00f6ot \u96ea"),
        ("x" * 255, "x" * 255),
    ],
)
def test_only_an_images_extension_is_dropped(written: str, kept: str) -> None:
    assert checked(written) == kept


@given(
    st.text(max_size=300) | st.lists(st.sampled_from(["a", ".jpg", ".png", ".", " "])).map("".join)
)
def test_a_file_of_any_name_gets_a_public_id_that_is_allowed(name: str) -> None:
    for unique in (True, False):
        made = from_filename(stem_of(name), unique=unique)
        assert checked(made) == made


def test_a_unique_name_has_six_random_characters_appended() -> None:
    assert re.fullmatch(r"red_boot_[a-z0-9]{6}", from_filename("red?boot", unique=True))
    assert from_filename("red boot", unique=False) == "red boot"


@pytest.mark.parametrize("name", ["/home/me/boot.jpg", r"C:\pictures\boot.jpg", "boot.jpg", "boot"])
def test_the_stem_of_a_file_has_neither_folder_nor_extension(name: str) -> None:
    assert stem_of(name) == "boot"
