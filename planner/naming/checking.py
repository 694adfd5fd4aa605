"""Checking: whether a text can be the definition of a named transformation."""

from collections.abc import Mapping
from contextlib import suppress

from planner.errors import ReferenceNotFound, TransformationError
from planner.language.component import read_component
from planner.language.escapes import encoded
from planner.language.texts import check_text
from planner.limits import MAXIMUM_COMPONENTS, MAXIMUM_TRANSFORMATION
from planner.naming.expansion import NAMED_PREFIX, expanded, of_definition
from planner.parameters.named import NAMED


def check_name(name: str) -> None:
    """Refuse what can be no name. Raises TransformationError."""
    NAMED.parse(name)


def check_definition(definition: str) -> None:
    """Refuse a definition with a component that is wrong, or without any.

    Components are read one by one: a definition may hold one end of a layer or of a condition.
    Raises TransformationError naming component and parameter.
    """
    components = of_definition(definition)
    if not components:
        raise TransformationError(
            "The definition holds no transformation", expected="at least one component"
        )
    if len(definition) > MAXIMUM_TRANSFORMATION or len(components) > MAXIMUM_COMPONENTS:
        raise TransformationError(
            "The definition is too long",
            expected=f"at most {MAXIMUM_COMPONENTS} components, "
            f"and {MAXIMUM_TRANSFORMATION} characters",
        )
    for component in components:
        check_text(component)
        read_component(component)


def check_circles(name: str, definition: str, known: Mapping[str, str | None]) -> None:
    """Refuse a definition that uses its own name, through others too, or them too deeply.

    known: the definitions that it uses, by name; those that are still missing may be made later.
    Raises TransformationError.
    """
    with suppress(ReferenceNotFound):
        expanded([NAMED_PREFIX + encoded(name)], {**known, name: definition})
