"""Probe: find out what an uploaded original is, and whether it can be rendered at all."""

import hashlib
from dataclasses import asdict

from planner.jobs import ProbeJob
from workers.endings import Endings
from workers.messages import read
from workers.middleware.children import Children
from workers.middleware.deadline import Deadline
from workers.storeroom import Storeroom


class Probe:
    """The actor ``probe``."""

    def __init__(
        self, storeroom: Storeroom, children: Children, deadline: Deadline, endings: Endings
    ) -> None:
        self._storeroom = storeroom
        self._children = children
        self._deadline = deadline
        self._endings = endings

    def __call__(self, packed: str) -> None:
        """Report what the child has probed, and bytes and MD5 etag of the file.

        Raises RenderRefused, ChildFailed, StorageError.
        """
        job = read(packed)
        if not isinstance(job, ProbeJob):
            raise TypeError(f"{type(job).__name__} came to the actor probe")
        original = self._storeroom.original(job.cloud, job.asset_id, job.version_id)
        with self._storeroom.lend(original) as lent:
            probed = self._children.mine().probe(lent, self._deadline.left())
        etag = hashlib.md5(original, usedforsecurity=False).hexdigest()
        self._endings.probed(job, {**asdict(probed), "bytes": len(original), "etag": etag})
