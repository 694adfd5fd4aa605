"""Settings from environment variables: named once, read once, complained of all at once.

A settings class is a frozen dataclass whose fields are made by `setting`::

    @dataclass(frozen=True, slots=True, kw_only=True)
    class BakerySettings:
        ovens: int = setting("BAKERY_OVENS", "Ovens to heat", whole_number(least=1), default=2)

A variable that is set to nothing counts as not set.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final, TypeVar

from storage.errors import SettingsError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
Parser = Callable[[str], Any]

_KEY: Final = "setting"


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what it means, and its default as one would write it.

    ``parse`` raises ValueError, whose text says what was expected.
    """

    name: str
    sentence: str
    parse: Parser
    default: str
    secret: bool = False


def setting(
    name: str,
    sentence: str,
    parse: Parser = str,
    *,
    default: Any = MISSING,
    default_factory: Callable[[], Any] | None = None,
    shown: str | None = None,
    secret: bool = False,
) -> Any:
    """Make the dataclass field of a setting.

    ``shown`` tells the default where its own text would not, such as ``the number of cores``.
    A secret is left out of the class's repr.
    """
    described = Setting(name, sentence, parse, str(default) if shown is None else shown, secret)
    metadata = {_KEY: described}
    if default_factory is not None:
        return field(default_factory=default_factory, metadata=metadata, repr=not secret)
    return field(default=default, metadata=metadata, repr=not secret)


def settings_of(kind: "type[DataclassInstance]") -> Iterator[Setting]:
    """List the settings of a class, in its order."""
    return (described.metadata[_KEY] for described in fields(kind) if _KEY in described.metadata)


class Environment:
    """The variables of a process, and what was wrong with those read so far."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._problems: dict[str, str] = {}

    def read(self, kind: type[T]) -> T:
        """Read a settings class; what is wrong takes its default until `check` complains."""
        values: dict[str, Any] = {}
        for described in fields(kind):
            if _KEY in described.metadata:
                values |= self._value(described.name, described.metadata[_KEY])
        return kind(**values)

    def check(self) -> None:
        """Raise SettingsError with everything that was wrong with what was read."""
        if self._problems:
            raise SettingsError(tuple(self._problems.values()))

    def _value(self, field_name: str, described: Setting) -> dict[str, Any]:
        written = self._variables.get(described.name, "")
        if not written:
            return {}
        try:
            return {field_name: described.parse(written)}
        except ValueError as error:
            shown = "its value" if described.secret else repr(written)
            self._problems[described.name] = f"{described.name}: {shown} is not {error}"
            return {}
