"""References: which names a transformation uses, before it is known what they stand for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from planner.errors import TransformationError
from planner.language.component import parts
from planner.language.escapes import decoded
from planner.naming.expansion import BASELINE_PREFIX, NAMED_PREFIX, of_definition
from planner.parameters.baseline import BASELINE
from planner.parameters.named import NAMED

#: Names that one transformation may use, those that its definitions use among them.
MAXIMUM_NAMES: Final = 50


def unresolved(components: Iterable[str], known: Mapping[str, str | None]) -> frozenset[str]:
    """Give the names that are still to be looked up before components can be expanded.

    components: as written. known: definitions by name, None for a name without one. Look up what
    is given, and ask again with it, until nothing is: definitions name others, and what dots join
    is one name, or several where there is no such one.
    Raises TransformationError where there are too many.
    """
    wanted: set[str] = set()
    met: set[str] = set()
    pending = list(_names(components))
    while pending:
        name = pending.pop()
        if name in met:
            continue
        met.add(name)
        if len(met) > MAXIMUM_NAMES:
            raise TransformationError(
                f"More than {MAXIMUM_NAMES} names of transformations are used",
                parameter=NAMED.key,
                expected="fewer",
            )
        definition = known.get(name)
        if definition is not None:
            pending += _names(of_definition(definition))
        elif name not in known:
            wanted.add(name)
        else:
            pending += [part for part in name.split(".") if part]
    return frozenset(wanted)


def _names(components: Iterable[str]) -> Iterator[str]:
    """Give the names as they are written; what is wrong with one is found when it is expanded."""
    for component in components:
        if NAMED_PREFIX not in component and not component.startswith(BASELINE_PREFIX):
            continue
        for part in parts(component):
            try:
                if part.startswith(NAMED_PREFIX):
                    yield NAMED.parse(decoded(part.removeprefix(NAMED_PREFIX)))
                elif part.startswith(BASELINE_PREFIX):
                    baseline = BASELINE.parse(decoded(part.removeprefix(BASELINE_PREFIX)))
                    if baseline.name:
                        yield baseline.name
            except TransformationError:
                continue
