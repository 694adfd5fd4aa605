"""Serving: the gateway put together from its settings, until it is told to stop."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
import uvloop
from aiohttp import web

from gateway.app import create_app
from gateway.context import GatewayContext
from gateway.settings import GatewaySettings, check_exposure
from storage.account import Account
from storage.batches import Batches
from storage.board import JobBoard
from storage.catalog import Catalog, HotRecords
from storage.notices import Notices
from storage.opening import open_store
from storage.redis_link import RedisLink
from storage.settings import StorageSettings
from storage.transformations import HotTransformations, Transformations
from storage.turns import Turns

log = structlog.get_logger()


def serve(gateway: GatewaySettings, storage: StorageSettings, account: Account) -> None:
    """Serve until SIGTERM or SIGINT; requests under way then have `drain_seconds` to finish.

    Raises SettingsError for settings that must not be served with, OSError for an address that
    cannot be bound.
    """
    check_exposure(gateway, account)
    # Read by the S3 client when it is first used. One thread does: its work is waiting for the
    # network, and more would wake each other up, which costs a sixth of a hit from S3.
    os.environ.setdefault("TOKIO_WORKER_THREADS", "1")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(gateway, storage, account))


@asynccontextmanager
async def connected(
    gateway: GatewaySettings, storage: StorageSettings, account: Account
) -> AsyncIterator[GatewayContext]:
    """Put together what requests need; connections are made when they are first used."""
    async with AsyncExitStack() as stack:
        store = open_store(storage)
        stack.push_async_callback(store.close)
        link = RedisLink(storage.redis_url, command_seconds=storage.redis_seconds)
        stack.push_async_callback(link.close)
        notices = Notices(storage.redis_url)
        stack.push_async_callback(notices.close)
        hot_records = HotRecords(link)
        hot_transformations = HotTransformations(link)
        yield GatewayContext(
            settings=gateway,
            account=account,
            store=store,
            catalog=Catalog(store, hot_records),
            hot_records=hot_records,
            transformations=Transformations(store, hot_transformations),
            hot_transformations=hot_transformations,
            board=JobBoard(link, notices),
            batches=Batches(store),
            notices=notices,
            turns=Turns(link),
            clock=time.time,
        )


async def _serve(gateway: GatewaySettings, storage: StorageSettings, account: Account) -> None:
    told_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told_to_stop.set)
    async with connected(gateway, storage, account) as context, _listening(context):
        log.info("the gateway serves", host=gateway.host, port=gateway.port)
        await told_to_stop.wait()
        log.info("the gateway drains", seconds=gateway.drain_seconds)
    log.info("the gateway has stopped")


@asynccontextmanager
async def _listening(context: GatewayContext) -> AsyncIterator[None]:
    """Listen; at the end stop accepting, then wait for the requests under way."""
    settings = context.settings
    # aiohttp grants its time-out twice: for requests to end, and again once it has cancelled them.
    runner = web.AppRunner(
        create_app(context), access_log=None, shutdown_timeout=settings.drain_seconds / 2
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        yield
    finally:
        await runner.cleanup()
