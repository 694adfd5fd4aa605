"""Keys: that none leaves its prefix, whatever a public ID is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import object_keys
from storage.object_names import check_key, check_prefix
from storage.records import AssetRef

HEX = "0123456789abcdef" * 2


@given(st.text(min_size=1), st.sampled_from(["upload", "private"]))
def test_a_record_has_a_plain_key_whatever_its_public_id(public_id: str, kind: str) -> None:
    """F23: `..`, slashes, NUL, right-to-left text."""
    key = object_keys.record(AssetRef("demo", "image", kind, public_id))
    assert check_key(key).startswith("records/demo/")
    assert key.count("/") == 3


def test_records_of_different_assets_have_different_keys() -> None:
    refs = [
        AssetRef("demo", "image", "upload", "a"),
        AssetRef("demo", "image", "upload", "A"),
        AssetRef("demo", "image", "private", "a"),
        AssetRef("demo", "video", "upload", "a"),
        AssetRef("other", "image", "upload", "a"),
        AssetRef("demo", "image", "upload", "upload/a"),
    ]
    assert len({object_keys.record(ref) for ref in refs}) == len(refs)


def test_prefixes_hold_their_keys() -> None:
    assert object_keys.original("demo", HEX, HEX).startswith(object_keys.originals_of("demo", HEX))
    assert object_keys.derived("demo", HEX, HEX).startswith(object_keys.derived_of("demo", HEX))
    assert object_keys.open_batch("demo", HEX).startswith(object_keys.open_batches())
    for prefix in (object_keys.originals_of("demo", HEX), object_keys.open_batches()):
        assert check_prefix(prefix) == prefix


@pytest.mark.parametrize("cloud", ["", "a/b", "..", "demo\n", "-a", "a" * 65, "ä"])
def test_what_is_no_cloud_name_makes_no_key(cloud: str) -> None:
    """F27: one tenant's name cannot reach into another's."""
    assert not object_keys.is_cloud(cloud)
    with pytest.raises(ValueError, match="cloud"):
        object_keys.derived(cloud, HEX, HEX)
    with pytest.raises(ValueError, match="cloud"):
        object_keys.record(AssetRef(cloud, "image", "upload", "a"))


@pytest.mark.parametrize("part", ["", "../" * 8, HEX.upper(), HEX + "/", HEX + "\n", "a" * 65])
def test_what_is_no_identifier_makes_no_key(part: str) -> None:
    with pytest.raises(ValueError, match="identifier"):
        object_keys.derived("demo", HEX, part)
    with pytest.raises(ValueError, match="identifier"):
        object_keys.originals_of("demo", part)
    with pytest.raises(ValueError, match="identifier"):
        object_keys.open_batch("demo", part)
