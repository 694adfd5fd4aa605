"""The folder of the local store: object files under their keys. All of it blocks.

An object is written to a partial file, synced, and then given its name in one step: by a hard link
where nothing may be there yet, else by renaming. Then its folder is synced, so that what was
answered survives a power failure. What replaces or deletes an object holds a lock file, so that
compare-and-swap is safe among processes; if-absent needs no lock.

Beside the keys, the folder holds ``.partial`` (files being written) and ``.locks``.
"""

import fcntl
import hashlib
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from storage import object_files
from storage.errors import AlreadyExists, Conflict, NotFound, Unavailable
from storage.object_files import Draft, OpenObject
from storage.objects import Condition, IfAbsent, IfMatch, ObjectInfo

#: Seconds after which a partial file is the remains of a process that was killed.
ABANDONED_SECONDS: Final = 86_400
#: Attempts at naming a file while others remove its folder, which they found empty.
NAMING_ATTEMPTS: Final = 20


class ObjectFolder:
    """Object files under one folder. Keys are checked by the caller."""

    def __init__(self, root: Path) -> None:
        """Make the folder, where needed. Raises Unavailable."""
        self._root = root
        self._partial = root / ".partial"
        self._locks = root / ".locks"
        with _answering():
            for folder in (self._partial, self._locks):
                folder.mkdir(parents=True, exist_ok=True)
            self._clear()

    def open(self, key: str) -> OpenObject:
        """Open an object. Raises NotFound, Unavailable."""
        with _answering():
            try:
                return OpenObject(key, self._root / key)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
                raise NotFound(key) from error

    def head(self, key: str) -> ObjectInfo:
        """Describe an object. Raises NotFound, Unavailable."""
        found = self.open(key)
        found.close()
        return found.info

    def put(self, draft: Draft, condition: Condition | None) -> ObjectInfo:
        """Write an object. Raises AlreadyExists, Conflict, Unavailable."""
        size = draft.size()
        partial = self._partial / uuid.uuid4().hex
        with _answering():
            try:
                with partial.open("xb") as file:
                    info = object_files.write(draft, size, file)
                self._name(partial, draft.key, condition)
            finally:
                with suppress(FileNotFoundError):
                    partial.unlink()
        return info

    def delete(self, key: str) -> bool:
        """Remove an object, and folders that are empty then; tell whether it was there."""
        path = self._root / key
        with _answering():
            try:
                with self._lock(key):
                    path.unlink()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return False
            for folder in list(path.parents)[: key.count("/")]:
                try:
                    folder.rmdir()
                except OSError:
                    break
        return True

    def keys(self, prefix: str, after: str) -> Iterator[str]:
        """Give the keys that begin with a prefix and come after another, in order."""
        with _answering():
            yield from self._walk(prefix, after)

    def _walk(self, prefix: str, after: str) -> Iterator[str]:
        try:
            with os.scandir(self._root / prefix) as entries:
                names = sorted(
                    entry.name + "/" * entry.is_dir() for entry in entries if entry.name[0] != "."
                )
        except (FileNotFoundError, NotADirectoryError):
            return
        for name in names:
            key = prefix + name
            if not name.endswith("/"):
                if key > after:
                    yield key
            elif key > after or after.startswith(key):
                yield from self._walk(key, after)

    def _name(self, partial: Path, key: str, condition: Condition | None) -> None:
        path = self._root / key
        for _ in range(NAMING_ATTEMPTS):
            try:
                self._make(path.parent)
                if isinstance(condition, IfAbsent):
                    self._link(partial, path, key)
                else:
                    self._replace(partial, path, key, condition)
            except FileNotFoundError:
                continue
            with suppress(FileNotFoundError):  # deleted again, its folder with it
                _sync(path.parent)
            return
        raise Unavailable(f"the folder of {key} is removed again and again")

    def _link(self, partial: Path, path: Path, key: str) -> None:
        try:
            os.link(partial, path)
        except FileExistsError as error:
            raise AlreadyExists(key) from error

    def _replace(self, partial: Path, path: Path, key: str, condition: IfMatch | None) -> None:
        with self._lock(key):
            if condition is not None and self._etag(key) != condition.etag:
                raise Conflict(key)
            partial.replace(path)

    def _etag(self, key: str) -> str | None:
        try:
            return self.head(key).etag
        except NotFound:
            return None

    @contextmanager
    def _lock(self, key: str) -> Iterator[None]:
        # A few hundred locks for all keys: enough that strangers seldom meet, and none to remove.
        name = hashlib.sha256(key.encode()).hexdigest()[:2]
        with (self._locks / name).open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make(folder.parent)
            try:
                folder.mkdir(exist_ok=True)
            except FileExistsError as error:
                raise ValueError(f"{folder.relative_to(self._root)} is an object") from error
            _sync(folder.parent)

    def _clear(self) -> None:
        oldest = time.time() - ABANDONED_SECONDS
        for partial in self._partial.iterdir():
            with suppress(FileNotFoundError):
                if partial.stat().st_mtime < oldest:
                    partial.unlink()


@contextmanager
def _answering() -> Iterator[None]:
    """Raise Unavailable for what the disk refuses: full, read-only, failing, forbidden."""
    try:
        yield
    except OSError as error:
        raise Unavailable(f"the object folder: {error}") from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
