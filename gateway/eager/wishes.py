"""Eager wishes: transformations whose results an upload asks for ahead of any URL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gateway.errors import BadRequest
from planner import transformation
from planner.derivation import TOLD, UNTOLD, Derivation, derive, derive_all
from planner.extensions import EXTENSIONS
from planner.facts import AssetFacts, Client
from planner.layers.assets import Lookup
from planner.naming.definitions import Definitions
from planner.transformation import Transformation

#: Eager transformations of one upload.
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class EagerWish:
    """One eager transformation; ``text`` is it without its extension.

    ``extension`` is None where none was given: that of the result is meant then. It is empty
    where the URL is to have none.
    """

    text: str
    extension: str | None
    transformation: Transformation


@dataclass(frozen=True, slots=True)
class EagerPlan:
    """A wish as it comes true for one asset.

    ``extension`` is that of its delivery URL, or empty; ``derivations`` are what that URL can
    deliver, ``plain`` among them to a client that names no modern format.
    """

    wish: EagerWish
    extension: str
    derivations: tuple[Derivation, ...]
    plain: Derivation


def components(eager: Iterable[str]) -> list[str]:
    """Give all components of eager transformations as written: they may use names."""
    return [component for written in eager for component in written.split("/")]


def read(eager: Sequence[str], definitions: Definitions) -> tuple[EagerWish, ...]:
    """Read eager transformations as written.

    definitions: of the names that they use. Raises BadRequest, TransformationError.
    """
    if len(eager) > MOST:
        raise BadRequest(f"Too many eager transformations; at most {MOST}")
    return tuple(_wish(written, definitions) for written in eager)


def plan(wishes: Iterable[EagerWish], facts: AssetFacts, lookup: Lookup) -> tuple[EagerPlan, ...]:
    """Derive what delivery will derive for the wishes' URLs.

    lookup: gives the assets of layers. Raises TransformationError, and what looking up raises.
    """
    return tuple(_plan(wish, facts, lookup) for wish in wishes)


def _wish(written: str, definitions: Definitions) -> EagerWish:
    text, extension = _split(written)
    parsed = transformation.parse(text, definitions=definitions)
    if not parsed.components:
        raise BadRequest(f"Invalid eager {written!r}; it holds no transformation")
    return EagerWish(parsed.raw, extension, parsed)


def _split(written: str) -> tuple[str, str | None]:
    """Take the extension off; a component always has an underscore, an extension never."""
    text, slash, last = written.rpartition("/")
    if not slash or "_" in last:
        return written, None
    if last and last.lower() not in EXTENSIONS:
        raise BadRequest(f"Invalid eager {written!r}; {last!r} is neither component nor extension")
    return text, last.lower()


def _plan(wish: EagerWish, facts: AssetFacts, lookup: Lookup) -> EagerPlan:
    asked = facts.format if wish.extension is None else wish.extension or None
    derivations = derive_all(wish.transformation, asked, facts, lookup)
    plain = derive(wish.transformation, asked, facts, Client(), lookup)
    extension = wish.extension
    if extension is None:
        formats = {derivation.leaf.format for derivation in derivations}
        shown = len(formats) == 1 and formats.isdisjoint({TOLD, UNTOLD})
        extension = plain.leaf.format if shown else facts.format
    return EagerPlan(wish, extension, derivations, plain)
