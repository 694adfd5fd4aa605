"""Strategies derived from the declarations: whatever is declared is tested."""

from functools import cache
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from planner.errors import TransformationError
from planner.facts import AssetFacts
from planner.language.component import read_component
from planner.language.declaration import Declaration
from planner.language.registry import declarations
from planner.transformation import parse

#: Parameters that only mean something between components.
_STRUCTURAL: Final = frozenset({"$", "if", "l", "u", "t", "bl"})

#: Flags that only mean something beside a layer.
_OF_LAYERS: Final = frozenset(
    {
        *("layer_apply", "relative", "region_relative", "tiled", "cutter", "replace_image"),
        *("text_disallow_overflow", "text_no_trim", "splice"),
    }
)

#: Spellings tried for a value that can be drawn.
_TRIES: Final = 30


@st.composite
def parameters(draw: st.DrawFn) -> str:
    """Some parameter that is drawn with some value, in one of its spellings."""
    return _spelled(draw, draw(st.sampled_from(_drawable())))


@st.composite
def components(draw: st.DrawFn) -> str:
    """Several parameters that are drawn and may stand together, in any order."""
    chosen = draw(st.lists(st.sampled_from(_drawable()), min_size=1, max_size=8))
    written = ",".join(_spelled(draw, declaration) for declaration in chosen)
    return written if _readable(written) else draw(parameters().filter(_readable))


def transformations() -> st.SearchStrategy[str]:
    """Components, one after the other."""
    return st.lists(components(), max_size=4).map("/".join)


def programs() -> st.SearchStrategy[str]:
    """Transformations with conditions and variables, which are defined before they are used."""
    return _programs().filter(_parses)


@st.composite
def _programs(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(_blocks(), min_size=1, max_size=3))
    return "/".join(["$a_40,$b_iw_div_2,$c_!red!,$d_ctx:!k!", *blocks])


def _blocks() -> st.SearchStrategy[str]:
    plain = st.one_of(components(), st.sampled_from(_COMPUTED))
    condition = st.tuples(
        st.lists(st.sampled_from(_PREDICATES), min_size=1, max_size=3),
        st.sampled_from(["_and_", "_or_"]),
    ).map(lambda drawn: drawn[1].join(drawn[0]))
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.tuples(condition, inner).map("if_{0[0]}/{0[1]}/if_end".format),
            st.tuples(condition, inner, inner).map("if_{0[0]}/{0[1]}/if_else/{0[2]}/if_end".format),
            st.tuples(inner, inner).map("/".join),
        ),
        max_leaves=4,
    )


_COMPUTED: Final = (
    "w_$a",
    "c_scale,h_$b_add_1",
    "w_div_2",
    "b_$c,c_pad,h_400,w_300",
    "o_$a_mul_2",
    "c_crop,h_20,w_$a,x_w_div_50",
    "$a_$a_add_10",
    "$e_w_mul_2",
    "r_$a",
    "f_png",
)

_PREDICATES: Final = (
    "w_gt_300",
    "300_gte_h",
    "ar_lt_3:4",
    "iar_gt_1.5",
    "!sale!_in_tags",
    "!sale:new!_nin_tags",
    "ctx:!k!_eq_!v!",
    "$d_ne_!v!",
    "md:!stock!_lt_50",
    "isdef_$e",
    "isndef_$e",
    "$a_eq_40",
    "iw_add_ih_mul_2_gt_$b_mul_5",
    "fc_gt_0",
    "pc_eq_1",
    "ccc_eq_1",
    "!hat!_in_rn",
    "rc_gt_1",
    "tar_gt_1",
    "ils_lt_0.5",
    "idn_gte_$a",
    "cp_eq_1_and_px_eq_0",
)


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
        tags=st.sampled_from([(), ("sale",), ("new", "sale")]),
        context=st.sampled_from([(), (("k", "v"),), (("k", "other"), ("l", "v"))]),
        metadata=st.sampled_from([(), (("stock", 12.0),), (("stock", "80"),)]),
        faces=st.sampled_from([(), ((1, 2, 3, 4),)]),
        regions=st.sampled_from([(), (("hat", ((1, 1), (9, 9))),)]),
        custom_coordinates=st.sampled_from([(), ((1, 2, 3, 4),)]),
        dpi=st.sampled_from([72, 300]),
        illustration=st.sampled_from([0.0, 0.75]),
        trimmed=st.sampled_from([(0, 0, 1, 1), (1, 2, 5, 3)]),
    )


def _spelled(draw: st.DrawFn, declaration: Declaration[Any]) -> str:
    key = draw(st.sampled_from([declaration.key, *declaration.aliases]))
    return f"{key}_{_drawn_value(declaration, draw(st.randoms(use_true_random=False)))}"


def _drawn_value(declaration: Declaration[Any], random: Random) -> str | None:
    """Spell a value that is drawn and needs nothing to be computed from, if that is found."""
    if declaration.key == "pg":
        # Few assets have another page: what most assets refuse shows nothing.
        return random.choice(["1", "1-1"])
    for _ in range(_TRIES):
        written = declaration.grammar.spell(random)
        value = declaration.parse(written)
        if declaration.key == "fl" and not _OF_LAYERS.isdisjoint(flag.name for flag in value):
            continue
        if declaration.undrawn(value) is None and not declaration.grammar.needs(value):
            return written
    return _SEEN.get(declaration.key)


@cache
def _drawable() -> tuple[Declaration[Any], ...]:
    return tuple(
        declaration
        for key, declaration in declarations().items()
        if key not in _STRUCTURAL and _drawn_value(declaration, Random(1))
    )


#: Values that are drawn, where few are.
_SEEN: Final[dict[str, str]] = {"fl": "no_overflow", "b": "white", "g": "north"}


def _readable(component: str) -> bool:
    try:
        read_component(component)
    except TransformationError:
        return False
    return True


def drawable_keys() -> tuple[str, ...]:
    """Give the keys of the parameters of which something is drawn."""
    return tuple(declaration.key for declaration in _drawable())


def _parses(text: str) -> bool:
    try:
        parse(text)
    except TransformationError:
        return False
    return True
