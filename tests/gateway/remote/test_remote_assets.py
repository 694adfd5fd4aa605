"""Remote files as layers and by themselves, over a gateway with a worker behind it."""

import asyncio
import base64
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cloudinary.api
import cloudinary.uploader
import pytest
from aiohttp import web
from cloudinary.exceptions import AuthorizationRequired, BadRequest
from PIL import Image

from planner.signature import sign
from storage.records import AssetRecord, AssetRef
from storage.setting_parsers import networks
from tests.gateway.api.conftest import Api, run_api, settled
from tests.gateway.darkroom import ACCOUNT, Answer, gateway, over, store_asset
from tests.photographs import encoded
from tests.servers import ValkeyServer

LOCAL = {"fetch_ports": (), "fetch_networks": networks("127.0.0.0/8")}


@dataclass
class Elsewhere:
    """Another server with one picture; notes with which If-None-Match it was asked."""

    url: str = ""
    picture: bytes = b""
    etag: str = ""
    status: int = 200
    asked: list[str] = field(default_factory=list)
    free: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Give the picture, once it may."""
        self.asked.append(request.headers.get("If-None-Match", ""))
        await self.free.wait()
        headers = {"ETag": self.etag} if self.etag else {}
        if self.etag and request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=self.picture, status=self.status, headers=headers)


@pytest.fixture
async def elsewhere() -> AsyncIterator[Elsewhere]:
    there = Elsewhere(picture=_picture("red"))
    there.free.set()
    runner = web.ServerRunner(web.Server(there.answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    there.url = f"http://127.0.0.1:{runner.addresses[0][1]}/p.png"
    yield there
    there.free.set()
    await runner.cleanup()


@asynccontextmanager
async def _running(folder: Path, valkey: ValkeyServer, **settings: object) -> AsyncIterator[Api]:
    async with run_api(folder, valkey, **{**LOCAL, **settings}) as api:
        await store_asset(api.context, "base")
        yield api


def _picture(colour: str) -> bytes:
    return encoded(Image.new("RGB", (60, 40), colour), "PNG")


def _layer(url: str) -> str:
    name = base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")
    return f"l_fetch:{name}/fl_layer_apply"


async def _laid(api: Api, url: str) -> Answer:
    return await api.gateway.get(f"/demo/image/upload/{_layer(url)}/base.png")


async def _record(api: Api, url: str) -> AssetRecord:
    return await api.context.catalog.read(AssetRef("demo", "image", "fetch", url))


async def test_a_remote_layer_is_fetched_once_and_then_an_asset_like_any_other(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    async with _running(tmp_path, valkey) as api:
        first = await _laid(api, elsewhere.url)
        assert first.status == 200, first.headers
        assert (await _laid(api, elsewhere.url)).headers["ETag"] == first.headers["ETag"]
        record = await _record(api, elsewhere.url)
        assert (record.width, record.height, record.format) == (60, 40, "png")
    assert elsewhere.asked == [""]


async def test_however_many_ask_on_two_gateways_one_fetches(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    elsewhere.free.clear()
    async with (
        _running(tmp_path, valkey) as api,
        gateway(over(tmp_path, valkey.url), ACCOUNT, **LOCAL) as another,
    ):
        path = f"/demo/image/upload/{_layer(elsewhere.url)}/base.png"
        asking = [
            asyncio.create_task(each.get(path)) for each in (api.gateway, another) for _ in range(5)
        ]
        while not elsewhere.asked:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.3)
        elsewhere.free.set()
        answers = await asyncio.gather(*asking)
        assert {answer.status for answer in answers} == {200}
        assert len({answer.headers["ETag"] for answer in answers}) == 1
    assert elsewhere.asked == [""]


async def test_what_takes_long_is_pending_and_goes_on(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    elsewhere.free.clear()
    async with _running(tmp_path, valkey, wait_budget=0.1) as api:
        answer = await _laid(api, elsewhere.url)
        assert (answer.status, answer.headers["Retry-After"]) == (423, "1")
        assert answer.headers["Cache-Control"] == "no-store"
        assert elsewhere.url in answer.headers["X-Cld-Error"]
        elsewhere.free.set()
        async with asyncio.timeout(60):
            while (answer := await _laid(api, elsewhere.url)).status == 423:
                await asyncio.sleep(0.05)
        assert answer.status == 200
    assert elsewhere.asked == [""]


@pytest.mark.parametrize("status", [404, 500])
async def test_what_does_not_come_is_a_404_that_names_it_and_is_not_asked_for_at_once_again(
    status: int, tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    elsewhere.status = status
    async with _running(tmp_path, valkey) as api:
        for _ in range(2):
            answer = await _laid(api, elsewhere.url)
            assert answer.status == 404
            assert answer.headers["X-Cld-Error"] == f"Error in loading - {elsewhere.url}"
        assert await api.keys("originals/demo/") == await _originals(api, "base")
    assert elsewhere.asked == [""]


async def test_what_must_not_be_asked_for_is_answered_as_what_does_not_come(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F17: no oracle."""
    known = socket.getaddrinfo

    def getaddrinfo(host: str, *how: Any, **more: Any) -> Any:
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return known(host, *how, **more)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    port = elsewhere.url.split(":")[2].split("/")[0]
    settings = {"fetch_networks": (), "fetch_ports": ()}
    urls = [
        elsewhere.url,
        f"http://localhost:{port}/p.png",
        f"http://2130706433:{port}/p.png",
        f"http://[::ffff:127.0.0.1]:{port}/p.png",
        f"http://user@127.0.0.1:{port}/p.png",
        "http://169.254.169.254/latest/meta-data/",
        "http://no-such-name.invalid/",
    ]
    async with _running(tmp_path, valkey, **settings) as api:
        for url in urls:
            for path in (f"upload/{_layer(url)}/base.png", f"fetch/{url}"):
                answer = await api.gateway.get(f"/demo/image/{path}")
                told = {
                    name: value
                    for name, value in answer.headers.items()
                    if name not in {"X-Request-Id", "Date", "X-Cld-Error"}
                }
                expected = {
                    "Server": "Darkroom",
                    "X-Content-Type-Options": "nosniff",
                    "Cache-Control": "public, max-age=5",
                }
                assert answer.status == 404
                assert expected.items() <= told.items()
                assert answer.headers["X-Cld-Error"] == f"Error in loading - {url}"
    assert not elsewhere.asked


async def test_what_is_no_picture_is_refused_and_not_kept(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    elsewhere.picture = b"<html>no picture</html>"
    async with _running(tmp_path, valkey) as api:
        answer = await _laid(api, elsewhere.url)
        assert answer.status == 400
        said = answer.headers["X-Cld-Error"]
        assert said.startswith(f"Error in loading - {elsewhere.url}: Invalid image file")
        assert await api.keys("originals/demo/") == await _originals(api, "base")


async def test_what_has_changed_is_seen_once_it_is_asked_about(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    elsewhere.etag = '"one"'
    async with _running(tmp_path, valkey, fetch_fresh_seconds=0) as api:
        first = await _laid(api, elsewhere.url)
        before = await _record(api, elsewhere.url)
        elsewhere.etag, elsewhere.picture = '"two"', _picture("blue")
        stale = await _laid(api, elsewhere.url)
        assert stale.headers["ETag"] == first.headers["ETag"]
        async with asyncio.timeout(60):
            while (await _laid(api, elsewhere.url)).headers["ETag"] == first.headers["ETag"]:
                await asyncio.sleep(0.05)
        after = await _record(api, elsewhere.url)
        assert after.asset_id == before.asset_id
        assert after.version_id != before.version_id
        assert after.version > before.version
        await settled(api)
        assert len(await api.keys(f"originals/demo/{after.asset_id}/")) == 1
    assert elsewhere.asked[:2] == ["", '"one"']


@pytest.mark.parametrize("etag", ['"one"', ""])
async def test_what_has_not_changed_stays_the_same_version(
    etag: str, tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    """With an ETag it does not come again; without one its bytes are compared."""
    elsewhere.etag = etag
    async with _running(tmp_path, valkey, fetch_fresh_seconds=0) as api:
        answer = first = await _laid(api, elsewhere.url)
        before = await _record(api, elsewhere.url)
        async with asyncio.timeout(60):
            while (after := await _record(api, elsewhere.url)).checked_at == before.checked_at:
                answer = await _laid(api, elsewhere.url)
                await asyncio.sleep(0.05)
        assert (after.version_id, after.version) == (before.version_id, before.version)
        assert answer.headers["ETag"] == first.headers["ETag"]
        assert len(await api.keys(f"originals/demo/{after.asset_id}/")) == 1


async def test_what_is_gone_elsewhere_goes_here_and_what_only_fails_stays(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    async with _running(tmp_path, valkey, fetch_fresh_seconds=0) as api:
        await _laid(api, elsewhere.url)
        elsewhere.status = 500
        await _laid(api, elsewhere.url)
        while len(elsewhere.asked) < 2:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        assert (await _laid(api, elsewhere.url)).status == 200
    elsewhere.status = 404
    async with _running(tmp_path, valkey, fetch_fresh_seconds=0) as api:
        async with asyncio.timeout(60):
            while (answer := await _laid(api, elsewhere.url)).status == 200:
                await asyncio.sleep(0.05)
        assert answer.status == 404
        assert answer.headers["X-Cld-Error"] == f"Error in loading - {elsewhere.url}"


async def test_remote_files_are_delivered_by_themselves_and_transformed(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    """S2-004 S4-121."""
    async with _running(tmp_path, valkey) as api:
        plain = await api.gateway.get(f"/demo/image/fetch/{elsewhere.url}")
        assert (plain.status, plain.body) == (200, elsewhere.picture)
        assert plain.headers["Content-Type"] == "image/png"
        small = await api.gateway.get(f"/demo/image/fetch/c_scale,w_30/{elsewhere.url}")
        assert small.size == (30, 20)
        refused = await api.gateway.get(f"/demo/image/fetch/e_upscale/{elsewhere.url}")
        assert refused.status == 400
        assert "fetched assets" in refused.headers["X-Cld-Error"]
    assert elsewhere.asked == [""]


async def test_remote_files_need_signed_urls_where_the_operator_says_so(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    async with _running(tmp_path, valkey, fetch_signed=True) as api:
        layer = _layer(elsewhere.url)
        for path in (f"upload/{layer}/base.png", f"fetch/{elsewhere.url}"):
            assert (await api.gateway.get(f"/demo/image/{path}")).status == 401
        assert not elsewhere.asked
        for kind, signed in (("upload", f"{layer}/base.png"), ("fetch", elsewhere.url)):
            path = f"/demo/image/{kind}/s--{sign(signed, ACCOUNT.api_secret)}--/{signed}"
            assert (await api.gateway.get(path)).status == 200
    assert elsewhere.asked == [""]


async def test_only_so_many_wait_for_remote_files(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.remote.assets.AT_ONCE", 1)
    monkeypatch.setattr("gateway.remote.assets.WAITING", 1)
    elsewhere.free.clear()
    async with _running(tmp_path, valkey, wait_budget=0.05) as api:
        statuses = [(await _laid(api, f"{elsewhere.url}?{n}")).status for n in range(3)]
        assert statuses == [423, 423, 503]


async def test_a_remote_layer_that_is_needed_no_more_does_not_have_to_be_there(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    """What only one answer to a condition needs is not missed under the other."""
    async with _running(tmp_path, valkey) as api:
        path = f"/demo/image/upload/if_w_gt_400/{_layer(elsewhere.url)}/if_end/base.png"
        assert (await api.gateway.get(path)).status == 200
        assert len(elsewhere.asked) == 1
        elsewhere.status = 404
        await api.sdk(cloudinary.uploader.destroy, elsewhere.url, type="fetch")
        assert (await api.gateway.get(path)).status == 404
        await store_asset(api.context, "base", picture=Image.new("RGB", (300, 200)))
        assert (await api.gateway.get(path)).status == 200


async def test_an_upload_waits_for_the_remote_layers_of_what_is_made_ahead(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    elsewhere.free.clear()
    async with _running(tmp_path, valkey, wait_budget=0.05) as api:
        asyncio.get_running_loop().call_later(0.4, elsewhere.free.set)
        made = await api.upload(
            elsewhere.picture, public_id="eager", eager=_layer(elsewhere.url), type="upload"
        )
        assert made["eager"][0]["width"] == 60
    assert elsewhere.asked == [""]


async def test_a_remote_file_is_destroyed_and_fetched_anew(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    async with _running(tmp_path, valkey) as api:
        await _laid(api, elsewhere.url)
        told = await api.sdk(cloudinary.api.resource, elsewhere.url, type="fetch")
        assert (told["public_id"], told["type"], told["width"]) == (elsewhere.url, "fetch", 60)
        gone = await api.sdk(cloudinary.uploader.destroy, elsewhere.url, type="fetch")
        assert gone["result"] == "ok"
        assert (await _laid(api, elsewhere.url)).status == 200
    assert elsewhere.asked == ["", ""]


async def test_a_remote_file_is_uploaded_like_any_other(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    async with _running(tmp_path, valkey) as api:
        made = await api.upload(elsewhere.url, use_filename=True, unique_filename=False)
        assert (made["public_id"], made["original_filename"]) == ("p", "p")
        assert (made["width"], made["height"], made["type"]) == (60, 40, "upload")
        assert (await api.gateway.get("/demo/image/upload/p.png")).body == elsewhere.picture
        elsewhere.status = 404
        with pytest.raises(BadRequest) as refused:
            await api.upload(elsewhere.url, public_id="gone")
        assert str(refused.value) == f"Error in loading - {elsewhere.url}"
        assert await api.record("gone") is None


async def test_nothing_is_fetched_for_a_caller_who_is_not_known(
    tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    async with _running(tmp_path, valkey) as api:
        with pytest.raises(AuthorizationRequired):
            await api.upload(elsewhere.url, api_secret="wrong")
    assert not elsewhere.asked


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
async def test_an_upload_does_not_ask_what_must_not_be_asked(
    host: str, tmp_path: Path, valkey: ValkeyServer, elsewhere: Elsewhere
) -> None:
    """F17."""
    url = elsewhere.url.replace("127.0.0.1", host)
    async with _running(tmp_path, valkey, fetch_networks=()) as api:
        with pytest.raises(BadRequest) as refused:
            await api.upload(url)
        assert str(refused.value) == f"Error in loading - {url}"
        assert await api.keys("originals/demo/") == await _originals(api, "base")
    assert not elsewhere.asked


async def _originals(api: Api, public_id: str) -> list[str]:
    record = await api.record(public_id)
    assert record is not None
    return [f"originals/demo/{record.asset_id}/{record.version_id}"]
