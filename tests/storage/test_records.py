"""How records are packed, and what overlapping releases make of each other's."""

from contextlib import suppress
from dataclasses import MISSING, fields

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import records
from storage.errors import UnknownSchema
from storage.records import AssetRecord, AssetRef, Deleted

RECORD = AssetRecord(
    cloud="demo",
    asset_type="image",
    delivery_type="upload",
    public_id="shop/boot",
    asset_id="a5" * 16,
    version=1_795_000_000,
    version_id="7e" * 16,
    revision=1,
    format="jpg",
    width=640,
    height=427,
    pages=1,
    has_alpha=False,
    bytes=91_000,
    etag="0f" * 16,
    created_at="2026-11-21T00:00:00Z",
    original_filename="boot.jpg",
    tags=("shoe", "brown"),
    context=(("alt", "A boot"),),
    eager=("c_fill,h_300,w_400",),
    metadata=(("colours", ("red", "blue")), ("stock", 12)),
    regions=(("hat", ((1, 2), (30, 40))),),
    faces=((220, 80, 200, 220),),
    custom_coordinates=((225, 230, 250, 240),),
    page_names=("cover",),
    dpi=300.0,
    illustration=0.25,
    trimmed=(3, 4, 600, 400),
)

_TEXT = st.text(max_size=20)
_NUMBER = st.integers(0, 2**53)
_RECTANGLES = st.lists(st.tuples(*[_NUMBER] * 4), max_size=2).map(tuple)
_POINTS = st.lists(st.tuples(_NUMBER, _NUMBER), max_size=3).map(tuple)
_WORDS = st.lists(_TEXT, max_size=2).map(tuple)
_FIELD = _TEXT | _NUMBER | st.floats(allow_nan=False) | _WORDS
RECORDS = st.builds(
    AssetRecord,
    cloud=_TEXT,
    asset_type=_TEXT,
    delivery_type=_TEXT,
    public_id=_TEXT,
    asset_id=_TEXT,
    version=_NUMBER,
    version_id=_TEXT,
    revision=_NUMBER,
    format=_TEXT,
    width=_NUMBER,
    height=_NUMBER,
    pages=_NUMBER,
    has_alpha=st.booleans(),
    bytes=_NUMBER,
    etag=_TEXT,
    created_at=_TEXT,
    original_filename=_TEXT,
    tags=st.lists(_TEXT, max_size=3).map(tuple),
    context=st.lists(st.tuples(_TEXT, _TEXT), max_size=3).map(tuple),
    eager=st.lists(_TEXT, max_size=3).map(tuple),
    metadata=st.lists(st.tuples(_TEXT, _FIELD), max_size=3).map(tuple),
    regions=st.lists(st.tuples(_TEXT, _POINTS), max_size=2).map(tuple),
    faces=st.none() | _RECTANGLES,
    custom_coordinates=_RECTANGLES,
    page_names=_WORDS,
    dpi=st.none() | st.floats(1, 10_000),
    illustration=st.none() | st.floats(0, 1),
    trimmed=st.none() | st.tuples(*[_NUMBER] * 4),
    paths=st.none() | st.lists(st.tuples(_TEXT, st.tuples(*[_NUMBER] * 4)), max_size=2).map(tuple),
)


@given(RECORDS)
def test_what_is_packed_is_unpacked_the_same(record: AssetRecord) -> None:
    assert records.unpack(records.pack(record)) == record


@given(RECORDS, st.dictionaries(_TEXT, st.recursive(_NUMBER | _TEXT, st.lists), max_size=3))
def test_fields_of_another_release_are_dropped(
    record: AssetRecord, more: dict[str, object]
) -> None:
    known = {"schema", "deleted", *(field.name for field in fields(AssetRecord))}
    value = msgpack.unpackb(records.pack(record))
    strange = {name: more[name] for name in more if name not in known}
    assert records.unpack(msgpack.packb(value | strange)) == record


def test_fields_that_an_older_release_did_not_write_take_their_defaults() -> None:
    value = msgpack.unpackb(records.pack(RECORD))
    added = [field.name for field in fields(AssetRecord) if field.default is not MISSING]
    for name in (*added, "deleted"):
        del value[name]
    older = records.unpack(msgpack.packb(value))
    assert isinstance(older, AssetRecord)
    assert (older.original_filename, older.tags, older.context, older.eager) == ("", (), (), ())
    assert (older.metadata, older.regions, older.custom_coordinates) == ((), (), ())
    facts = older.facts()
    assert (facts.faces, facts.dpi, facts.illustration, facts.trimmed) == (None, None, None, None)


@given(st.integers(1, 2**53))
def test_a_deleted_asset_leaves_its_revision(revision: int) -> None:
    assert records.unpack(records.pack(Deleted(revision))) == Deleted(revision)


def test_a_record_of_another_schema_is_refused() -> None:
    value = msgpack.unpackb(records.pack(RECORD))
    with pytest.raises(UnknownSchema, match="schema 2; this release reads 1"):
        records.unpack(msgpack.packb(value | {"schema": 2}))


@pytest.mark.parametrize(
    "data", [b"", b"\xc1", b"\x81", msgpack.packb([1]), msgpack.packb({}), msgpack.packb(7)]
)
def test_bytes_that_are_no_record_are_refused(data: bytes) -> None:
    with pytest.raises(UnknownSchema, match="not a record"):
        records.unpack(data)


def test_a_record_with_too_little_in_it_is_refused() -> None:
    value = msgpack.unpackb(records.pack(RECORD))
    del value["version_id"]
    with pytest.raises(UnknownSchema, match="AssetRecord"):
        records.unpack(msgpack.packb(value))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnknownSchema):
        records.unpack(data)


def test_facts_are_what_the_content_says() -> None:
    facts = RECORD.facts()
    assert (facts.cloud, facts.asset_id, facts.version_id) == ("demo", "a5" * 16, "7e" * 16)
    assert (facts.format, facts.width, facts.height, facts.pages) == ("jpg", 640, 427, 1)
    assert (facts.has_alpha, facts.bytes) == (False, 91_000)
    assert (facts.dpi, facts.illustration, facts.trimmed) == (300.0, 0.25, (3, 4, 600, 400))
    assert facts.page_names == ("cover",)


def test_facts_are_what_people_say() -> None:
    facts = RECORD.facts()
    assert (facts.public_id, facts.tags) == ("shop/boot", ("shoe", "brown"))
    assert dict(facts.context) == {"alt": "A boot"}
    assert dict(facts.metadata) == {"colours": ("red", "blue"), "stock": 12}
    assert dict(facts.regions) == {"hat": ((1, 2), (30, 40))}
    assert facts.faces == ((220, 80, 200, 220),)
    assert facts.custom_coordinates == ((225, 230, 250, 240),)


def test_a_record_knows_how_urls_name_it() -> None:
    assert RECORD.ref == AssetRef("demo", "image", "upload", "shop/boot")
