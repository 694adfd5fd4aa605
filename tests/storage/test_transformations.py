"""Named transformations over a real store and a real Valkey."""

import asyncio
from dataclasses import replace

import pytest

from storage import transformation_records
from storage.errors import NotFound, UnknownSchema
from storage.hot_copies import on_changed
from storage.kinds import TRANSFORMATIONS
from storage.notices import Notices
from storage.objects import ObjectStore
from storage.records import Deleted
from storage.redis_link import RedisLink
from storage.transformation_records import TransformationRecord, TransformationRef
from storage.transformations import HotTransformations, Transformations

RECORD = TransformationRecord("demo", "t_a", "c_scale,w_80", True, revision=1)


@pytest.fixture
def copies(link: RedisLink) -> HotTransformations:
    return HotTransformations(link)


@pytest.fixture
def transformations(store: ObjectStore, copies: HotTransformations) -> Transformations:
    return Transformations(store, copies)


async def _add(transformations: Transformations, text: str, definition: str = "r_5") -> None:
    record = TransformationRecord("demo", text, definition, False, revision=0)
    await transformations.change(record.ref, lambda _: record)


@pytest.mark.parametrize("record", [RECORD, replace(RECORD, definition=""), Deleted(7)])
def test_a_record_is_read_as_it_was_packed(record: TransformationRecord | Deleted) -> None:
    packed = transformation_records.pack(record)
    assert transformation_records.unpack(packed) == record


def test_what_is_no_record_is_told_so() -> None:
    with pytest.raises(UnknownSchema):
        transformation_records.unpack(b"rubbish")


async def test_a_name_is_defined_changed_and_deleted(transformations: Transformations) -> None:
    ref = TransformationRef.of_name("demo", "a")
    with pytest.raises(NotFound):
        await transformations.read(ref)
    await _add(transformations, "t_a")
    assert (await transformations.read(ref)).definition == "r_5"
    await transformations.change(ref, lambda _: RECORD)
    assert await transformations.read(ref) == replace(RECORD, revision=2)
    assert await transformations.change(ref, lambda _: None) is None
    with pytest.raises(NotFound):
        await transformations.read(ref)
    await _add(transformations, "t_a")
    assert (await transformations.read(ref)).revision == 4


async def test_a_change_drops_copies_and_is_announced(
    transformations: Transformations, copies: HotTransformations, notices: Notices
) -> None:
    told: asyncio.Queue[TransformationRef] = asyncio.Queue()
    on_changed(notices, TRANSFORMATIONS, told.put_nowait)
    assert await notices.ready(60)
    await copies.keep(RECORD.ref, RECORD)
    assert await copies.read(RECORD.ref) == RECORD
    await _add(transformations, "t_a")
    await transformations.change(RECORD.ref, lambda _: RECORD)
    async with asyncio.timeout(60):
        assert await told.get() == RECORD.ref
    assert await copies.read(RECORD.ref) is None


async def test_all_of_a_cloud_are_listed_once_by_pages(transformations: Transformations) -> None:
    texts = {f"t_{number}" for number in range(70)} | {"c_scale,w_9"}
    for text in texts:
        await _add(transformations, text, "" if text.startswith("c_") else "r_5")
    await transformations.change(TransformationRef("demo", "t_3"), lambda _: None)
    other = replace(RECORD, cloud="other")
    await transformations.change(other.ref, lambda _: other)
    for named, expected in ((False, texts - {"t_3"}), (True, texts - {"t_3", "c_scale,w_9"})):
        found: list[str] = []
        after = ""
        while True:
            page = await transformations.list("demo", limit=30, after=after, named=named)
            found += [record.text for record in page.records]
            after = page.next
            if not after:
                break
            assert len(page.records) == 30
        assert len(found) == len(set(found))
        assert set(found) == expected
