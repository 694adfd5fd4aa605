"""The one-machine deployment: a gateway, workers and a queue server over a local folder.

Data stays in DARKROOM_DATA for the next start. With DARKROOM_REDIS_URL or DARKROOM_STORE set,
that Redis or that store is used instead of its own.
"""

import asyncio
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import aiohttp

from deploy import sample
from deploy.configuration import Configuration
from deploy.errors import StartError
from deploy.parts import Part, RunningPart
from deploy.queue_server import queue_server, socket_path
from gateway.settings import GatewaySettings, check_exposure
from storage.account import Account

#: Seconds within which the deployment must be ready.
READY_SECONDS: Final = 60.0


def up(environment: Mapping[str, str], configuration: Configuration) -> None:
    """Run until SIGINT or SIGTERM.

    Raises SettingsError for settings that must not be served with, StartError when the port is
    taken or it does not get ready.
    """
    check_exposure(configuration.gateway, configuration.account)
    _check_free(configuration.gateway)
    with asyncio.Runner() as runner:
        runner.run(_up(environment, configuration))


def _check_free(gateway: GatewaySettings) -> None:
    """Raise StartError for an address that something else listens on: it would pass for ours."""
    family = socket.AF_INET6 if ":" in gateway.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((gateway.host, gateway.port))
        except OSError as error:
            raise StartError(
                f"cannot listen on {gateway.host}, port {gateway.port}: {error.strerror}; "
                "set DARKROOM_PORT to another"
            ) from error


async def _up(environment: Mapping[str, str], configuration: Configuration) -> None:
    gateway = configuration.gateway
    asked_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked_to_stop.set)
    running = [RunningPart(part) for part in _parts(environment, configuration.storage.data)]
    try:
        for part in running:
            part.start()
        base = f"http://{_reachable(gateway.host)}:{gateway.port}"
        ready = asyncio.create_task(_get_ready(base, configuration.account))
        stop = asyncio.create_task(asked_to_stop.wait())
        await asyncio.wait({ready, stop}, return_when=asyncio.FIRST_COMPLETED)
        if ready.done():
            ready.result()
            print(_greeting(base, configuration), flush=True)
        ready.cancel()
        await stop
        print("Stopping", flush=True)
    finally:
        # The gateway first: it takes no more requests while the workers finish.
        for part in reversed(running):
            await part.stop()


def _parts(environment: Mapping[str, str], data: Path) -> list[Part]:
    data.mkdir(parents=True, exist_ok=True)
    parts = []
    inherited = dict(environment)
    if not environment.get("DARKROOM_REDIS_URL"):
        path = socket_path(data)
        inherited["DARKROOM_REDIS_URL"] = f"unix://{path}"
        parts.append(queue_server(path))
    command = [sys.executable, "-m", "deploy"]
    parts.append(Part("worker", [*command, "worker"], inherited))
    parts.append(Part("gateway", [*command, "gateway"], inherited))
    return parts


def _reachable(host: str) -> str:
    """Give an address that this machine reaches a listening host at."""
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


async def _get_ready(base: str, account: Account) -> None:
    timeout = aiohttp.ClientTimeout(total=2)
    try:
        async with asyncio.timeout(READY_SECONDS), aiohttp.ClientSession(timeout=timeout) as http:
            while not await _is_ready(http, base):  # noqa: ASYNC110 - another process has no event
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise StartError(f"not ready within {READY_SECONDS:g} s; see the messages above") from None
    await sample.seed(base, account.cloud, account.api_key, account.api_secret)


async def _is_ready(http: aiohttp.ClientSession, base: str) -> bool:
    try:
        async with http.get(f"{base}/health/ready") as answer:
            return answer.ok
    except (aiohttp.ClientError, TimeoutError):
        return False


def _greeting(base: str, configuration: Configuration) -> str:
    account = configuration.account
    width = max(len(sample.url(base, account.cloud, shown)) for shown, _ in sample.SHOWN)
    lines = [f"\nDarkroom answers on {base} (cloud {account.cloud!r}). Try:\n"]
    for transformation, meaning in sample.SHOWN:
        lines.append(f"  {sample.url(base, account.cloud, transformation):{width}}  {meaning}")
    lines.append(f"\nData stays in {configuration.storage.data}. Ctrl-C stops it.\n")
    return "\n".join(lines)
