"""A server whose jobs go wrong in every way, by the name that the transformation gives."""
# ruff: noqa: SLF001 - what misbehaves does not keep to what is public

import array
import contextlib
import ctypes
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import MappingProxyType

import msgpack

from planner.errors import TransformationError
from tests.workers.child.echo import PICTURE
from workers.child.job import Job, Serve
from workers.child.protocol import (
    MESSAGE_BYTES,
    Done,
    Fields,
    Hello,
    Message,
    Need,
    NeedKind,
    Refused,
    RenderRequest,
    pack,
)
from workers.errors import RenderRefused

#: What a child keeps from one job to the next.
kept: list[object] = []


def prepare() -> Serve:
    return serve


def serve(job: Job) -> Fields:
    assert isinstance(job.request, RenderRequest)
    MISDEEDS[job.request.leaf.transformation](job)
    return PICTURE


def _raise(error: Exception) -> Callable[[Job], None]:
    def misdeed(job: Job) -> None:
        raise error

    return misdeed


def _say(*messages: Message) -> Callable[[Job], None]:
    def misdeed(job: Job) -> None:
        for message in messages:
            job._channel.send(message)
        time.sleep(60)

    return misdeed


def _send(packet: bytes) -> Callable[[Job], None]:
    def misdeed(job: Job) -> None:
        job._channel._socket.send(packet)
        time.sleep(60)

    return misdeed


def _send_descriptors(job: Job) -> None:
    rights = array.array("i", [2] * 100)
    packet = pack(Done(PICTURE))
    job._channel._socket.sendmsg([packet], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    time.sleep(60)


def _need_for_ever(job: Job) -> None:
    while True:
        job.fetch(NeedKind.FONT, "unknown")


def _need_without_listening(job: Job) -> None:
    while True:
        job._channel.send(Need(NeedKind.FONT, "unknown"))


def _deliver_twice(job: Job) -> None:
    job.deliver(b"once")
    job.deliver(b"twice")


def _spin(_: Job) -> None:
    while True:
        pass


def _hog(job: Job) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(b"x") * (8 << 20))


def _keep(job: Job) -> None:
    kept.append(bytearray(b"x") * (64 << 20))
    _pid(job)


def _hog_if_something_is_kept(job: Job) -> None:
    if kept:
        _hog(job)
    _pid(job)


def _claim_everything(job: Job) -> None:
    bytearray(1 << 40)


def _thread_bomb(job: Job) -> None:
    while True:
        with contextlib.suppress(RuntimeError):
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()


def _pid(job: Job) -> None:
    job.deliver(str(os.getpid()).encode())


def _speak_out_of_turn(job: Job) -> None:
    channel, wait = job._channel, job._channel.wait

    def greet_and_wait(seconds: float | None) -> bool:
        """Say something where nothing but the next job is waited for."""
        channel.send(Hello(()))
        return wait(seconds)

    channel.wait = greet_and_wait  # type: ignore[method-assign]  # - it is to misbehave
    _pid(job)


def _change_the_source(job: Job) -> None:
    lent = job._ask(Need(NeedKind.SOURCE))
    assert lent is not None
    said = [_tried(os.pwrite, lent[0], b"changed", 0), _tried(os.ftruncate, lent[0], 1)]
    job.deliver(" ".join(said).encode())


def _change_the_size(job: Job) -> None:
    lent = job._ask(Need(NeedKind.SCRATCH, size=100))
    assert lent is not None
    said = [_tried(os.ftruncate, lent[0], size) for size in (10, 1000)]
    os.pwrite(lent[0], " ".join(said).ljust(100).encode(), 0)


def _shrink_a_file(job: Job) -> None:
    lent = job._ask(Need(NeedKind.SCRATCH, size=65 << 20))
    assert lent is not None
    os.ftruncate(lent[0], 10)


def _keep_the_room(job: Job) -> None:
    lent = job._ask(Need(NeedKind.SCRATCH, size=8))
    assert lent is not None
    os.pwrite(lent[0], b"original", 0)
    kept.append(lent[0])


def _change_it_afterwards(job: Job) -> None:
    room = kept.pop()
    assert isinstance(room, int)
    os.pwrite(room, b"changed!", 0)
    job.deliver(b"changed it")


def _keep_the_source(job: Job) -> None:
    kept.append(job.source())
    _pid(job)


def _tried(call: Callable[..., object], *arguments: object) -> str:
    try:
        call(*arguments)
    except PermissionError:
        return "refused"
    return "done"


def _close_the_socket(job: Job) -> None:
    job._channel.close()
    time.sleep(60)


MISDEEDS: MappingProxyType[str, Callable[[Job], object]] = MappingProxyType(
    {
        "pid": _pid,
        "segfault": lambda _: ctypes.string_at(0),
        "abort": lambda _: os.abort(),
        "exit": lambda _: os._exit(7),
        "close": _close_the_socket,
        "loop": lambda _: signal.pause(),
        "spin": _spin,
        "hog": _hog,
        "keep": _keep,
        "hog_if_kept": _hog_if_something_is_kept,
        "claim": _claim_everything,
        "threads": _thread_bomb,
        "unforeseen": _raise(ZeroDivisionError("unforeseen")),
        "refuse": _raise(RenderRefused(415, "Not an image")),
        "bad_transformation": _raise(TransformationError("Invalid width", component="w_x")),
        "no_bytes": lambda _: None,
        "no_message": _send(b"garbage"),
        "deep": _send(b"\x91" * 5000),
        "unknown_message": _send(msgpack.packb(["Shutdown", {}])),
        "wrong_fields": _send(msgpack.packb(["Done", {"field": {}}])),
        "wrong_types": _send(msgpack.packb(["Need", {"kind": "font", "key": 7, "size": 0}])),
        "nested": _send(msgpack.packb(["Done", {"fields": {"format": ["jpg"]}}])),
        "too_long": _send(bytes(MESSAGE_BYTES + 1)),
        "empty": _send(b""),
        "descriptors": _send_descriptors,
        "hello_again": _say(Hello(())),
        "strange_status": _say(Refused(200, "fine")),
        "negative_scratch": _say(Need(NeedKind.SCRATCH, size=-1)),
        "scratch_twice": _deliver_twice,
        "endless_needs": _need_for_ever,
        "deaf": _need_without_listening,
        "change_source": _change_the_source,
        "change_size": _change_the_size,
        "shrink_file": _shrink_a_file,
        "keep_room": _keep_the_room,
        "change_afterwards": _change_it_afterwards,
        "keep_source": _keep_the_source,
        "out_of_turn": _speak_out_of_turn,
    }
)
