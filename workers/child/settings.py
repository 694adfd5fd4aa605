"""Settings of the render children of one worker."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workers.executor.limits import Limits

_MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ChildSettings:
    """What a child may use, and how long it serves.

    ``scratch`` is the folder of unlinked files for what is above 64 MB. A job that takes more than
    ``resident_bytes`` of private memory is killed. A child is replaced after ``jobs`` jobs, or
    when it keeps more than ``idle_bytes`` after one. No result is longer than ``result_bytes``.
    """

    scratch: Path
    limits: Limits = field(default_factory=Limits)
    resident_bytes: int = 1024 * _MIB
    idle_bytes: int = 120 * _MIB
    result_bytes: int = 256 * _MIB
    jobs: int = 1000

    @property
    def data_bytes(self) -> int:
        """Private memory that a child may map, used or not: far more than it may ever use.

        It stops at once what would pass the limit between two looks at its resident size.
        """
        return 2 * self.resident_bytes + 512 * _MIB
