import asyncio
import re
from http import HTTPStatus
from pathlib import Path

import aiohttp
import cloudinary.uploader

from tests.deployment import CLOUD, deployed
from tests.http import get
from tests.photographs import encoded, rocket
from tests.servers import ValkeyServer, free_port

CLIENTS = 500
RENDERS = re.compile(r'darkroom_jobs_total\{actor="render".*?\} ([0-9.]+)')


async def ask_all_at_once(urls: list[str]) -> list[tuple[int, bytes]]:
    """GET every URL, over as many connections, and again where it is still being made."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as client:

        async def ask(url: str) -> tuple[int, bytes]:
            while True:
                async with client.get(url, headers={"Prefer": "wait=30"}) as answer:
                    if answer.status != HTTPStatus.LOCKED:
                        return answer.status, await answer.read()

        return await asyncio.gather(*map(ask, urls))


def test_f01_500_clients_of_one_cold_url_on_two_gateways_cost_one_render(
    tmp_path: Path, own_valkey: ValkeyServer
) -> None:
    port = free_port()
    settings = {"DARKROOM_WORKER_METRICS_PORT": str(port)}
    with deployed(tmp_path, own_valkey, gateways=2, settings=settings) as running:
        running.use_sdk()
        cloudinary.uploader.upload(encoded(rocket(2000, 1334)), public_id="crowd")
        path = f"{CLOUD}/image/upload/c_fill,h_300,w_400/crowd.jpg"
        urls = [f"{running.gateways[index % 2].url}/{path}" for index in range(CLIENTS)]
        answers = asyncio.run(ask_all_at_once(urls))
        assert {status for status, _ in answers} == {200}
        assert len({body for _, body in answers}) == 1
        told = get(f"http://127.0.0.1:{port}/metrics").body.decode()
        assert sum(float(found[1]) for found in RENDERS.finditer(told)) == 1
        derived = (tmp_path / "objects" / "derived").rglob("*")
        assert len([file for file in derived if file.is_file()]) == 1
