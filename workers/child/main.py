"""The render child: it is locked down, says hello, and does one job after another."""

import faulthandler
import importlib
import traceback
from typing import Final

from planner.errors import TransformationError
from workers.child import prctl
from workers.child.channel import Channel
from workers.child.job import Job, Serve
from workers.child.lockdown import lock_down
from workers.child.protocol import (
    Done,
    Failed,
    FailureKind,
    Hello,
    ProbeRequest,
    Refused,
    RenderRequest,
    Start,
)
from workers.errors import DeadlineExceeded, RenderRefused

#: Seconds without a job after which free memory goes back to the kernel.
_IDLE_SECONDS: Final = 1.0
#: Characters of a refusal or an exception that are told; a message must fit its packet.
_TOLD: Final = 4000


def main(descriptor: int, parent: int, server: str) -> None:
    """Serve jobs from the control socket until its other end is gone.

    ``server`` is ``module:function``; the function sets up, and gives what does the jobs.
    """
    prctl.die_with_parent(parent)
    faulthandler.enable()
    channel = Channel.inherited(descriptor)
    start = channel.receive()
    if not isinstance(start, Start):
        raise SystemExit(f"{type(start).__name__} came before Start")
    missing = lock_down(start)
    module, function = server.split(":")
    serve: Serve = getattr(importlib.import_module(module), function)()
    channel.send(Hello(missing))
    try:
        while True:
            _serve_one(channel, serve)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _serve_one(channel: Channel, serve: Serve) -> None:
    if not channel.wait(_IDLE_SECONDS):
        prctl.return_free_memory()
        channel.wait(None)
    request = channel.receive()
    if not isinstance(request, RenderRequest | ProbeRequest):
        raise SystemExit(f"{type(request).__name__} is no request")
    channel.send(_answer(Job(request, channel), serve))


def _answer(job: Job, serve: Serve) -> Done | Refused | Failed:
    try:
        return Done(serve(job))
    except RenderRefused as refusal:
        return Refused(refusal.status, refusal.message[:_TOLD])
    except TransformationError as refusal:
        return Refused(refusal.status, str(refusal)[:_TOLD])
    except DeadlineExceeded as error:
        return Failed(FailureKind.DEADLINE, str(error))
    except MemoryError as error:
        return Failed(FailureKind.MEMORY, _described(error))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it was, the supervisor has to hear of it
        return Failed(FailureKind.UNFORESEEN, _described(error))


def _described(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))[-_TOLD:]
