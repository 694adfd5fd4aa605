"""Names of pages: the numbers that they stand for, written into the transformation.

So a page by its name and the same by its number are one derived asset, and whoever draws it needs
to be told of no names. Layers of a drawing keep their names: they are found when it is opened.
"""

from typing import Final

from planner.clipping import clips
from planner.errors import NotRenderedYet, TransformationError
from planner.language.component import Component
from planner.language.quoting import quoted, shortened
from planner.parameters.page import PAGE, Pages
from planner.planning.stored import Stored

#: Pages whose names are kept of an upload.
_KNOWN: Final = 100

#: Names that a refusal lists.
_LISTED: Final = 5


def names_pages(component: Component) -> bool:
    """Whether a component asks for pages by their names; beside clipping they are paths."""
    pages = component.get(PAGE)
    return isinstance(pages, Pages) and bool(pages.names) and not clips(component)


def numbered(component: Component, stored: Stored) -> Component:
    """Give a component with numbers for the names of a document's pages; of others as it is.

    A name is that of the first page that has it. Raises TransformationError for a name that there
    is not, NotRenderedYet where that is not known.
    """
    pages = component.get(PAGE)
    if not stored.pages or not names_pages(component) or not isinstance(pages, Pages):
        return component
    numbers = [_number(name, stored, component) for name in pages.names]
    ranges = tuple((number, number) for number in numbers)
    return component.with_values(dict(component.values) | {PAGE.key: Pages(ranges=ranges)})


def _number(name: str, stored: Stored, component: Component) -> int:
    if name in stored.names and len(stored.names) == min(stored.pages, _KNOWN):
        return stored.names.index(name) + 1
    where = shortened(component.raw)
    if stored.names and len(stored.names) < stored.pages:
        raise NotRenderedYet(
            f"Which page {quoted(name)} is is not known: so far only the first "
            f"{len(stored.names)} of {stored.pages} are known by name",
            component=where,
            parameter=PAGE.key,
        )
    known = [each for each in dict.fromkeys(stored.names) if each]
    more = ", …" if len(known) > _LISTED else ""
    raise TransformationError(
        f"No page is called {quoted(name)}",
        component=where,
        parameter=PAGE.key,
        expected=f"one of {', '.join(map(quoted, known[:_LISTED]))}{more}"
        if known
        else "a page by its number: none of this document has a name",
    )
