"""The stampede: 200 clients on two gateways ask for one URL that nobody has asked for before."""

import asyncio
import re
import statistics
from pathlib import Path
from typing import Final

import aiohttp
import cloudinary.uploader
import psutil

from loadtest.figures import Figure
from loadtest.process import cpu_seconds
from tests.deployment import CLOUD, Deployment, deployed
from tests.http import get, get_patiently
from tests.photographs import encoded, rocket
from tests.servers import ValkeyServer, free_port

CLIENTS: Final = 200
ROUNDS: Final = 3
_RENDERS: Final = re.compile(r'darkroom_jobs_total\{actor="render".*?result="done".*?\} ([0-9.]+)')


def run(folder: Path) -> list[Figure]:
    """Count renders, and compare the CPU of a stampede with that of one miss."""
    valkey = ValkeyServer(folder)
    valkey.start()
    port = free_port()
    settings = {"DARKROOM_WORKER_METRICS_PORT": str(port)}
    with deployed(folder, valkey, gateways=2, settings=settings) as deployment:
        deployment.use_sdk()
        cloudinary.uploader.upload(encoded(rocket(4000, 3000)), public_id="stampede")
        get_patiently(_url(deployment.url, 99))
        rounds = []
        for number in range(ROUNDS):
            alone = _cpu(deployment)
            get_patiently(_url(deployment.url, 100 + number))
            alone = _cpu(deployment) - alone
            together, before = _cpu(deployment), _renders(port)
            statuses = asyncio.run(_stampede(deployment, 200 + number))
            together = _cpu(deployment) - together
            rounds.append((_renders(port) - before, together / alone, statuses.count(200)))
    valkey.stop()
    return [
        Figure("renders", max(renders for renders, *_ in rounds), most=1),
        Figure("clients served with 200", min(served for *_, served in rounds), least=CLIENTS),
        Figure("CPU of a stampede / one miss", statistics.median(ratio for _, ratio, _ in rounds)),
    ]


async def _stampede(deployment: Deployment, width: int) -> list[int]:
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as client:

        async def ask(index: int) -> int:
            gateway = deployment.gateways[index % len(deployment.gateways)]
            url = _url(gateway.url, width)
            async with client.get(url, headers={"Prefer": "wait=30"}) as answer:
                await answer.read()
                return answer.status

        return await asyncio.gather(*(ask(index) for index in range(CLIENTS)))


def _url(base: str, width: int) -> str:
    return f"{base}/{CLOUD}/image/upload/c_fill,h_300,w_{width}/stampede.jpg"


def _cpu(deployment: Deployment) -> float:
    """CPU seconds that gateways and workers have spent."""
    return sum(
        cpu_seconds(psutil.Process(each.pid)) for each in deployment.gateways + deployment.workers
    )


def _renders(port: int) -> float:
    told = get(f"http://127.0.0.1:{port}/metrics").body.decode()
    return sum(float(found[1]) for found in _RENDERS.finditer(told))
