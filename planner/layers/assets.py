"""Assets that a transformation names: of layers and of the delivery, and whether they are there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from planner.errors import NotRenderedYet, ReferenceNotFound
from planner.facts import AssetFacts
from planner.language.component import Component
from planner.language.quoting import quoted, shortened
from planner.language.tree import Node
from planner.layers.blocks import blocks
from planner.layers.parts import source_of
from planner.layers.sources import Kind, LookupTable, Remote, Source, Stored, Subtitles, Text
from planner.layers.styles import FONT_FILES, StoredStyle, Style, TextStyle
from planner.parameters.baseline import BASELINE
from planner.parameters.colour_space import COLOUR_SPACE, PROFILE_FILES

#: Delivery types that only a signed URL may name.
_PROTECTED: Final = frozenset({"private", "authenticated"})

#: How the names of raw assets end that work on pictures, and are not shown themselves.
_TOOLS: Final = (*FONT_FILES, *PROFILE_FILES)


@dataclass(frozen=True, slots=True)
class AssetName:
    """An asset as a layer or the delivery names it; that of a remote one is its URL."""

    asset_type: str
    delivery_type: str
    public_id: str

    @property
    def protected(self) -> bool:
        """Whether only a signed URL may name it.

        Fonts and colour profiles may be named by all, though they are authenticated assets: that
        keeps their files from being handed out, while everybody may see what is made with them.
        """
        tool = self.asset_type == "raw" and self.public_id.endswith(_TOOLS)
        return self.delivery_type in _PROTECTED and not tool


#: Keys of what may name other assets.
_NAMING: Final = frozenset({"l", "u", BASELINE.key, COLOUR_SPACE.key})

#: Gives what is known of an asset; None where there is none of that name.
Lookup = Callable[[AssetName], AssetFacts | None]


def no_assets(name: AssetName) -> None:
    """Know no asset of any name."""
    del name


def nothing_asked(name: AssetName) -> None:
    """Refuse to say whether there is an asset. Raises NotRenderedYet."""
    raise NotRenderedYet(f"The asset {quoted(name.public_id)} is not looked up here")


def may_name(components: Iterable[Component]) -> bool:
    """Whether components may name other assets: as layers, a profile, or in a baseline."""
    return any(not _NAMING.isdisjoint(component.given) for component in components)


def asset_names(nodes: Iterable[Node]) -> tuple[AssetName, ...]:
    """Give the assets that the layers and the delivery of a tree name, each once, in their order.

    Those that variables name are not known before they are folded.
    """
    named = (name for _, _, name in _named(nodes))
    return tuple(dict.fromkeys(named))


def layer_facts(nodes: Iterable[Node], lookup: Lookup) -> dict[AssetName, AssetFacts]:
    """Look up all assets that a canonical tree names.

    Raises ReferenceNotFound naming the first that is missing.
    """
    found: dict[AssetName, AssetFacts] = {}
    for component, key, name in _named(nodes):
        if name in found:
            continue
        facts = lookup(name)
        if facts is None:
            raise ReferenceNotFound(
                f"Unknown or invalid referenced {name.asset_type} {quoted(name.public_id)} "
                f"of type {name.delivery_type}",
                component=shortened(component),
                parameter=key,
            )
        found[name] = facts
    return found


def assets_of(source: Source) -> Iterator[AssetName]:
    """Give the assets that a source needs: what it shows, fonts, stored styles."""
    match source:
        case Stored(str(public_id), kind, delivery_type):
            yield AssetName(_asset_type(kind), delivery_type, public_id)
        case Remote(url, kind):
            yield AssetName(_asset_type(kind), "fetch", url)
        case Text(style):
            yield from _of_style(style)
        case Subtitles(str(public_id), style, delivery_type):
            yield AssetName("raw", delivery_type, public_id)
            if style is not None:
                yield from _of_style(style)
        case LookupTable(str(public_id), delivery_type):
            yield AssetName("raw", delivery_type, public_id)


def _named(nodes: Iterable[Node]) -> Iterator[tuple[str, str, AssetName]]:
    nodes = tuple(nodes)
    for block in blocks(nodes):
        key, source = source_of(block.opener)
        for name in assets_of(source):
            yield block.opener.raw, key, name
    # What concerns the delivery comes last in a canonical tree, and in no condition.
    last = nodes[-1] if nodes else None
    space = last.get(COLOUR_SPACE) if isinstance(last, Component) else None
    if space is not None and space.profile:
        yield (
            COLOUR_SPACE.text(space),
            COLOUR_SPACE.key,
            AssetName("raw", "authenticated", space.public_id),
        )


def _asset_type(kind: Kind) -> str:
    return "image" if kind is Kind.IMAGE else "video"


def _of_style(style: Style) -> Iterator[AssetName]:
    match style:
        case TextStyle(family) if family.endswith(FONT_FILES):
            yield AssetName("raw", "authenticated", family)
        case StoredStyle(public_id):
            yield AssetName("image", "text", public_id)
