"""Strategies derived from the declarations: whatever is declared is tested."""

from hypothesis import strategies as st

from planner.errors import TransformationError
from planner.facts import AssetFacts
from planner.language.component import read_component
from planner.language.declaration import Declaration
from planner.language.registry import declarations


@st.composite
def parameters(draw: st.DrawFn) -> str:
    """Some parameter with some value, in one of its spellings."""
    return _spelled(draw, draw(st.sampled_from(list(declarations().values()))))


@st.composite
def components(draw: st.DrawFn) -> str:
    """Several parameters that may stand together, in any order."""
    everything = list(declarations().values())
    chosen = draw(st.lists(st.sampled_from(everything), min_size=1, max_size=8))
    written = ",".join(_spelled(draw, declaration) for declaration in chosen)
    return written if _readable(written) else draw(parameters().filter(_readable))


def transformations() -> st.SearchStrategy[str]:
    """Components, one after the other."""
    return st.lists(components(), max_size=4).map("/".join)


def facts() -> st.SearchStrategy[AssetFacts]:
    """Assets of all shapes, among them extreme ones."""
    sides = st.one_of(st.integers(1, 40), st.integers(1, 6000))
    return st.builds(
        AssetFacts,
        cloud=st.just("demo"),
        asset_id=st.just("asset"),
        version_id=st.just("version"),
        format=st.sampled_from(["jpg", "png", "gif", "webp", "avif"]),
        width=sides,
        height=sides,
        pages=st.sampled_from([1, 1, 3]),
        has_alpha=st.booleans(),
    )


def _spelled(draw: st.DrawFn, declaration: Declaration[object]) -> str:
    key = draw(st.sampled_from([declaration.key, *declaration.aliases]))
    return f"{key}_{declaration.grammar.spell(draw(st.randoms()))}"


def _readable(component: str) -> bool:
    try:
        read_component(component)
    except TransformationError:
        return False
    return True
