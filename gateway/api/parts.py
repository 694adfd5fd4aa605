"""Parts: what a body's fields add up to while it is read, within bounds."""

from typing import ClassVar, Final

from gateway.api.spool import Spool
from gateway.errors import BadRequest

#: Characters of all fields together.
_FIELDS_SIZE: Final = 1024 * 1024
_LONGEST_NAME: Final = 64


class Parts:
    """Collects parameters and a file. Raises BadRequest as soon as a bound is passed."""

    #: Fields that a call may have.
    MOST: ClassVar[int] = 1200

    def __init__(self, file: Spool) -> None:
        """File: where an uploaded file goes, as it is written."""
        self.parameters: dict[str, str | list[str]] = {}
        self.file = file
        self.has_file = False
        self.filename = ""
        self._fields = 0
        self._size = 0

    @property
    def named_file(self) -> bool:
        """Whether the file came under a name: then it is never a data URI or an address."""
        return bool(self.filename)

    def add(self, name: str, value: str) -> None:
        """Add a parameter, or one of the values of ``name[]``."""
        self._fields += 1
        self._size += len(name) + len(value)
        if self._fields > self.MOST or self._size > _FIELDS_SIZE:
            raise BadRequest("The request has too many parameters, or too long ones")
        several = name.endswith("[]")
        name = name.removesuffix("[]")
        self._check_text(name, value)
        if several:
            values = self.parameters.setdefault(name, [])
            if isinstance(values, list):
                values.append(value)
                return
        if name in self.parameters:
            raise BadRequest(f"{name} is given more than once")
        self.parameters[name] = value

    def begin_file(self, filename: str) -> None:
        """Say that the file follows, and under which name it was sent."""
        if self.has_file:
            raise BadRequest("file is given more than once")
        self._check_text("file", filename)
        self.has_file = True
        self.filename = filename

    async def add_to_file(self, data: bytes) -> None:
        """Add to the file."""
        await self.file.write(data)

    @staticmethod
    def _check_text(name: str, value: str) -> None:
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise BadRequest("A parameter's name is missing, too long or not printable")
        if "\0" in value:
            raise BadRequest(f"{name} contains a NUL character")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise BadRequest(f"{name} is not well-formed text") from error
