"""Starting render children: by exec, with a control socket and a room for a custom font.

They get nothing else of the worker's.
"""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from workers.child.channel import Channel
from workers.child.handle import ChildHandle
from workers.child.last_words import LastWords
from workers.child.protocol import Start
from workers.child.syscall_filter import compile_filter
from workers.errors import ChildCrashed
from workers.executor.text.folders import FONTS_VARIABLE
from workers.executor.text.room import ROOM_VARIABLE, open_room

#: The module and function that set a child up for its jobs.
RENDERING: Final = "workers.child.rendering:prepare"

#: The interpreter starts isolated and without site packages' start-up hooks; it gets the worker's
#: own import path instead.
_BOOTSTRAP: Final = """\
import sys
descriptor, parent, server, *sys.path = sys.argv[1:]
from workers.child.main import main
main(int(descriptor), int(parent), server)
"""

#: numpy's algebra would start a thread for each core, and take memory for it.
_ENVIRONMENT: Final = MappingProxyType({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})

#: What libraries read while they work: shared objects, fonts, randomness.
_SYSTEM: Final = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"),
    *("/usr/share/fonts", "/usr/local/share/fonts", "/dev/null", "/dev/urandom"),
)
#: Of the project, a child reads only these.
_PACKAGES: Final = ("planner", "storage", "workers")


class Spawner:
    """Starts children, all from one thread that lives as long as this does.

    A child is killed when the thread that started it ends, so a slot's own thread must not be it.
    ``fonts`` are folders of an operator's own fonts.
    """

    def __init__(self, server: str = RENDERING, fonts: Iterable[Path] = ()) -> None:
        self._server = server
        self._fonts = tuple(str(folder.absolute()) for folder in fonts)
        names = {*_PACKAGES, server.partition(".")[0]}
        packages = [place for name in names for place in _places(name)]
        self._readable = (*_readable(packages), *self._fonts)
        self._import_path = _import_path(packages)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="child-spawner")

    def spawn(self, *, data_bytes: int, file_bytes: int) -> ChildHandle:
        """Start a child; it says Hello when it is ready. Raises OSError, ChildCrashed.

        data_bytes: the private memory that it may map; file_bytes: the longest file it may write.
        """
        try:
            child = self._thread.submit(self._exec).result()
        except RuntimeError as error:
            raise ChildCrashed("no render child is started any more") from error
        compiled = compile_filter(child.pid)
        start = Start(
            syscall_filter=compiled.program,
            filter_missing=compiled.missing,
            readable=self._readable,
            data_bytes=data_bytes,
            file_bytes=file_bytes,
        )
        try:
            child.tell(start)
        except ChildCrashed:
            child.close()
            raise
        return child

    def close(self) -> None:
        """End the thread, and with it every child that still lives."""
        self._thread.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _exec(self) -> ChildHandle:
        channel, theirs = Channel.pair()
        words = LastWords()
        room = open_room()
        arguments = (str(theirs.fileno()), str(os.getpid()), self._server, *self._import_path)
        try:
            process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-B", "-c", _BOOTSTRAP, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=words.descriptor,
                pass_fds=(theirs.fileno(), room),
                env=self._environment(room),
                cwd="/",
                start_new_session=True,
            )
        except OSError:
            channel.close()
            words.close()
            raise
        finally:
            theirs.close()
            os.close(room)
        return ChildHandle(process, channel, words)

    def _environment(self, room: int) -> dict[str, str]:
        fonts = os.pathsep.join(self._fonts)
        return {**_ENVIRONMENT, ROOM_VARIABLE: str(room), FONTS_VARIABLE: fonts}


def _import_path(packages: list[str]) -> tuple[str, ...]:
    """Give where modules are found; what an editable installation finds by a hook is named."""
    entries = (Path(entry).absolute() for entry in sys.path)
    parents = (Path(place).parent for place in packages)
    return tuple(dict.fromkeys(str(place) for place in (*entries, *parents)))


def _readable(packages: list[str]) -> tuple[str, ...]:
    """Give the paths that a child may read: libraries and its own code, not what lies beside it."""
    interpreter = (
        f"{root}/{folder}" for root in (sys.prefix, sys.base_prefix) for folder in ("lib", "lib64")
    )
    return (*_SYSTEM, *interpreter, *packages)


def _places(package: str) -> list[str]:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError(f"no package {package} to start a render child from")
    return list(spec.submodule_search_locations)
