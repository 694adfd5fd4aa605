"""Blocks: which components belong to a condition or to a layer.

Each ``fl_layer_apply`` closes the most recent layer that is open, and each ``if_end`` the most
recent condition; a layer that is never closed closes itself, a condition at the end of what it
stands in, such as a layer. A condition may share its component with others: with an ``if_end`` of
its own later that component is the first of its block, else it is all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from planner.conditions.condition import Condition, Marker
from planner.errors import TransformationError
from planner.language.component import Component, compose
from planner.language.quoting import shortened
from planner.language.tree import Conditional, LayerBlock, Node

#: Blocks within one another.
MAXIMUM_DEPTH: Final = 16

CONDITION: Final = "if"
_FLAGS: Final = "fl"
_LAYERS: Final = frozenset({"l", "u"})
_LAYER_APPLY: Final = "layer_apply"
_NAMED: Final = "t"

#: What stands in the components of blocks, and of few others.
_SIGNS: Final = _LAYERS | {CONDITION, _FLAGS}


class _Kind(Enum):
    PLAIN = auto()
    OPENER = auto()
    CLOSER = auto()
    IF = auto()
    ELSE = auto()
    END = auto()


@dataclass(slots=True)
class _Token:
    """One component, or the part of one that is a condition.

    ``inline``: the rest of its component follows as the next token. ``closer``, ``otherwise`` and
    ``end`` are the places of the tokens that belong to this one, None where there are none.
    """

    kind: _Kind
    component: Component
    condition: Condition | None = None
    inline: bool = False
    closer: int | None = None
    otherwise: int | None = None
    end: int | None = None


def in_blocks(components: Iterable[Component]) -> tuple[Node, ...]:
    """Put components into the blocks that they make.

    Raises TransformationError naming the component that belongs to no block, or is nested too
    deeply. Takes time linear in the number of components.
    """
    components = tuple(components)
    if all(_SIGNS.isdisjoint(component.given) for component in components):
        return components
    tokens = [token for component in components for token in _tokens(component)]
    _Matching(tokens).match()
    return _Building(tokens).nodes(0, len(tokens), 0)


def is_opener(component: Component) -> bool:
    """Whether a component begins a layer."""
    return not _LAYERS.isdisjoint(component.given)


def is_closer(component: Component) -> bool:
    """Whether a component applies a layer."""
    return any(flag.name == _LAYER_APPLY for flag in component.given.get(_FLAGS, ()))


def _tokens(component: Component) -> list[_Token]:
    values = dict(component.values)
    given = values.pop(CONDITION, None)
    if given is None:
        return [_Token(_kind(component), component)]
    rest = compose(values).values
    if rest and _NAMED in values:
        raise _refused(
            component,
            _NAMED,
            "A named transformation beside a condition",
            "it in a component of its own",
        )
    following = Component(component.raw, rest)
    follows = [_Token(_kind(following), following)] if rest else []
    if given is Marker.END:
        return [*follows, _Token(_Kind.END, component)]
    if given is Marker.ELSE:
        return [_Token(_Kind.ELSE, component, inline=bool(rest)), *follows]
    return [_Token(_Kind.IF, component, given, inline=bool(rest)), *follows]


def _kind(component: Component) -> _Kind:
    if is_opener(component):
        return _Kind.OPENER
    return _Kind.CLOSER if is_closer(component) else _Kind.PLAIN


@dataclass(slots=True)
class _Matching:
    """Finds the tokens that belong together; ``open`` are the places of those without an end."""

    tokens: list[_Token]
    open: list[int] = field(default_factory=list)

    def match(self) -> None:
        """Fill in closers, elses and ends."""
        for place, token in enumerate(self.tokens):
            match token.kind:
                case _Kind.OPENER if is_closer(token.component):
                    pass  # it applies its layer at once
                case _Kind.OPENER | _Kind.IF:
                    self.open.append(place)
                case _Kind.CLOSER:
                    self._close(place)
                case _Kind.ELSE:
                    self._condition(place, "if_else without a condition").otherwise = place
                case _Kind.END:
                    self._condition(place, "if_end without a condition").end = place
                    self.open.pop()
                case _Kind.PLAIN:
                    pass
        self._share_ends()

    def _close(self, place: int) -> None:
        """Close the most recent layer; conditions that have begun since end with it.

        One just before it would guard nothing, so it is its place in the layer that is guarded.
        """
        while self.open and self._may_be_left(self.open[-1], place):
            self.open.pop()
        if not self.open or self.tokens[self.open[-1]].kind is not _Kind.OPENER:
            raise _refused(
                self.tokens[place].component,
                _FLAGS,
                "fl_layer_apply without a layer",
                "l_ or u_ before it, in the same branch of the same condition",
            )
        self.tokens[self.open.pop()].closer = place

    def _may_be_left(self, start: int, stop: int) -> bool:
        token = self.tokens[start]
        last = start if token.otherwise is None else token.otherwise
        return token.kind is _Kind.IF and last + 1 < stop

    def _condition(self, place: int, message: str) -> _Token:
        """Give the condition of an else or an end; open layers within it close themselves."""
        while self.open and self.tokens[self.open[-1]].kind is _Kind.OPENER:
            self.open.pop()
        if not self.open:
            raise _refused(
                self.tokens[place].component, CONDITION, message, "if_ with a condition before it"
            )
        found = self.tokens[self.open[-1]]
        if found.otherwise is not None and self.tokens[place].kind is _Kind.ELSE:
            raise _refused(
                self.tokens[place].component,
                CONDITION,
                "A second if_else of one condition",
                "if_end before it",
            )
        return found

    def _share_ends(self) -> None:
        """Let a condition whose else is at once another condition end where that one does."""
        for place in reversed(self.open):
            token = self.tokens[place]
            if token.otherwise is not None and token.otherwise + 1 < len(self.tokens):
                token.end = self.tokens[token.otherwise + 1].end


@dataclass(frozen=True, slots=True)
class _Building:
    """Makes nodes of matched tokens."""

    tokens: list[_Token]

    def nodes(self, start: int, stop: int, depth: int) -> tuple[Node, ...]:
        """Make the nodes of the tokens from start to before stop."""
        made: list[Node] = []
        while start < stop:
            node, start = self._node(start, stop, depth)
            made.append(node)
        return tuple(made)

    def _node(self, place: int, stop: int, depth: int) -> tuple[Node, int]:
        """Make the node that begins at a place; gives also where the next begins."""
        token = self.tokens[place]
        if token.kind is _Kind.OPENER:
            if token.closer is None:
                return LayerBlock(token.component), place + 1
            self._check_depth(token, depth)
            inner = self.nodes(place + 1, token.closer, depth + 1)
            closer = self.tokens[token.closer].component
            return LayerBlock(token.component, inner, closer), token.closer + 1
        if token.kind is _Kind.IF:
            self._check_depth(token, depth)
            return self._conditional(place, stop, depth + 1)
        return token.component, place + 1

    def _conditional(self, place: int, stop: int, depth: int) -> tuple[Node, int]:
        token = self.tokens[place]
        end = token.end if token.end is not None else stop
        alone = token.inline and token.end is None
        if token.otherwise is None:
            nodes, following = self._part(place + 1, end, depth, alone=alone)
            after = following if alone else end + (token.end is not None)
            return self._made(token, nodes, ()), after
        nodes = self.nodes(place + 1, token.otherwise, depth)
        alone = self.tokens[token.otherwise].inline and token.end is None
        otherwise, following = self._part(token.otherwise + 1, end, depth, alone=alone)
        after = following if alone else end + (token.end is not None)
        return self._made(token, nodes, otherwise), after

    def _part(
        self, start: int, end: int, depth: int, *, alone: bool
    ) -> tuple[tuple[Node, ...], int]:
        """Make a branch: one node where it stands alone in its component, else all to the end."""
        if not alone:
            return self.nodes(start, end, depth), end
        node, following = self._node(start, end, depth)
        return (node,), following

    def _made(
        self, token: _Token, nodes: tuple[Node, ...], otherwise: tuple[Node, ...]
    ) -> Conditional:
        if token.condition is None:
            raise _refused(
                token.component, CONDITION, "A condition without a predicate", "if_w_gt_300"
            )
        return Conditional(token.component.raw, token.condition, nodes, otherwise)

    def _check_depth(self, token: _Token, depth: int) -> None:
        if depth >= MAXIMUM_DEPTH:
            raise _refused(
                token.component,
                CONDITION if token.kind is _Kind.IF else _layer_key(token.component),
                "Conditions and layers are nested too deeply",
                f"at most {MAXIMUM_DEPTH} within one another",
            )


def _layer_key(opener: Component) -> str:
    return next(key for key in opener.given if key in _LAYERS)


def _refused(
    component: Component, parameter: str, message: str, expected: str
) -> TransformationError:
    return TransformationError(
        message, component=shortened(component.raw), parameter=parameter, expected=expected
    )
