"""What storage and Redis can answer instead of what was asked.

StorageError
├── NotFound            no such object or record
├── AlreadyExists       a conditional put lost: the object is there
├── Conflict            a compare-and-swap lost: the object has changed
├── RangeNotSatisfiable a byte range outside the object
├── Unavailable         the store or Redis did not answer in time, or refused
├── QueueFull           a queue has reached its bound
├── UnknownSchema       a record written by a newer release
└── SettingsError       environment variables that cannot be understood
"""


class StorageError(Exception):
    """The root of what this package raises."""


class NotFound(StorageError):  # noqa: N818 - named for the answer it becomes
    """There is no such object or record."""


class AlreadyExists(StorageError):  # noqa: N818 - named for the answer it becomes
    """An if-absent put found the object already there."""


class Conflict(StorageError):  # noqa: N818 - named for the answer it becomes
    """A compare-and-swap found another value than expected."""


class RangeNotSatisfiable(StorageError):  # noqa: N818 - named for the answer it becomes
    """The byte range lies outside the object. ``size`` is the object's, in bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(f"range outside an object of {size} bytes")
        self.size = size


class Unavailable(StorageError):  # noqa: N818 - named for the answer it becomes
    """The store, or Redis, cannot answer now."""


class QueueFull(StorageError):  # noqa: N818 - named for the answer it becomes
    """The queue has reached its bound; try again later."""


class UnknownSchema(StorageError):  # noqa: N818 - named for the answer it becomes
    """A stored record of a schema that this release does not read."""


class SettingsError(StorageError):
    """Environment variables that cannot be understood. ``problems`` has a sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems
