"""How long answers may be kept, by whom, and for which clients."""

from dataclasses import replace

import pytest

from storage import object_keys, records
from storage.objects import ByteRange, ObjectReader, ObjectStore
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import gateway, store_asset

LONG = "public, max-age=31536000"
SHORT = "public, max-age=300"
VERSION = 1_700_000_000


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        (f"v{VERSION}/", LONG),
        ("", SHORT),
        ("v1/", SHORT),
        (f"v{VERSION - 1}/", SHORT),
        (f"v{VERSION + 1}/", "no-store"),
    ],
)
@pytest.mark.parametrize("written", ["", "c_scale,w_80/"])
async def test_only_a_url_that_names_the_version_at_hand_is_kept_for_long(
    darkroom: Darkroom, written: str, version: str, expected: str
) -> None:
    await store_asset(darkroom.gateway.context, "boot", version=VERSION)
    answer = await darkroom.gateway.get(f"/demo/image/upload/{written}{version}boot.jpg")
    assert (answer.status, answer.headers["Cache-Control"]) == (200, expected)
    again = await darkroom.gateway.get(
        f"/demo/image/upload/{written}{version}boot.jpg", if_none_match=answer.headers["ETag"]
    )
    assert (again.status, again.headers["Cache-Control"]) == (304, expected)


async def test_the_times_are_settings(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot", version=VERSION)
    async with gateway(darkroom.storage, versioned_max_age=7, unversioned_max_age=0) as other:
        versioned = await other.get(f"/demo/image/upload/v{VERSION}/boot")
        unversioned = await other.get("/demo/image/upload/boot")
    assert versioned.headers["Cache-Control"] == "public, max-age=7"
    assert unversioned.headers["Cache-Control"] == "public, max-age=0"


async def test_a_url_newer_than_the_record_at_hand_has_storage_asked(darkroom: Darkroom) -> None:
    """The upload's news never came: the record in storage is newer than the copies."""
    context = darkroom.gateway.context
    old = await store_asset(context, "boot", version=VERSION)
    await darkroom.gateway.get("/demo/image/upload/boot")
    new = await _change_silently(darkroom, old)
    answer = await darkroom.gateway.get(f"/demo/image/upload/v{VERSION + 5}/boot")
    assert answer.headers["ETag"] == f'"{new.version_id}"'
    assert answer.headers["Cache-Control"] == LONG


async def test_storage_is_not_asked_again_for_every_url_that_claims_to_be_newer(
    darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store_asset(darkroom.gateway.context, "boot", version=VERSION)
    await darkroom.gateway.get("/demo/image/upload/boot")
    reads = _counted_reads(darkroom, monkeypatch)
    for ahead in range(1, 20):
        answer = await darkroom.gateway.get(f"/demo/image/upload/v{VERSION + ahead}/boot")
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    assert len(reads) <= 3


async def test_vary_names_what_took_part_in_choosing(darkroom: Darkroom) -> None:
    """F12: an AVIF client, then one that takes JPEG only."""
    await store_asset(darkroom.gateway.context, "boot")
    path = "/demo/image/upload/c_scale,w_80/f_auto/boot"
    modern = await darkroom.gateway.get(path, accept="image/avif,image/webp,*/*")
    plain = await darkroom.gateway.get(path, accept="image/*,*/*")
    assert modern.headers["Content-Type"] == "image/avif"
    assert plain.headers["Content-Type"] == "image/jpeg"
    assert modern.headers["Vary"] == plain.headers["Vary"] == "Accept"
    again = await darkroom.gateway.get(
        path, accept="image/avif", if_none_match=modern.headers["ETag"]
    )
    assert (again.status, again.headers["Vary"]) == (304, "Accept")


@pytest.mark.parametrize("written", ["", "c_scale,w_80/", "c_scale,w_80/f_webp/q_80/"])
async def test_vary_is_absent_where_nothing_was_negotiated(
    darkroom: Darkroom, written: str
) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get(f"/demo/image/upload/{written}boot", accept="image/avif")
    assert answer.status == 200
    assert "Vary" not in answer.headers


async def test_saving_data_takes_part_in_an_automatic_quality(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    path = "/demo/image/upload/c_scale,w_80/q_auto/boot.jpg"
    usual = await darkroom.gateway.get(path)
    saving = await darkroom.gateway.get(path, save_data="on")
    assert usual.headers["Vary"] == saving.headers["Vary"] == "Save-Data"
    assert usual.headers["ETag"] != saving.headers["ETag"]


async def _change_silently(darkroom: Darkroom, old: records.AssetRecord) -> records.AssetRecord:
    """Overwrite an asset as a gateway does whose Redis is away: nobody is told."""
    store = darkroom.gateway.context.store
    new = replace(
        old, version=old.version + 5, version_id="0123456789abcdef", revision=old.revision + 1
    )
    original = object_keys.original("demo", old.asset_id, new.version_id)
    await store.put(original, b"the new one", content_type="image/jpeg")
    await store.put(
        object_keys.record(old.ref), records.pack(new), content_type="application/msgpack"
    )
    return new


def _counted_reads(darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    store, reads = darkroom.gateway.context.store, []
    get = store.get

    async def counted(
        _self: ObjectStore, key: str, byte_range: ByteRange | None = None
    ) -> ObjectReader:
        if key.startswith("records/"):
            reads.append(key)
        return await get(key, byte_range)

    monkeypatch.setattr(type(store), "get", counted)
    return reads
