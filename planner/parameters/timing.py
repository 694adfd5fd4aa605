"""``so``, ``eo``, ``du`` and ``dl``: which part of a clip, and how fast its frames follow."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.expressions.computable import Computable
from planner.expressions.values import Amount
from planner.language.declaration import BOTH, VIDEO, Declaration, Role
from planner.language.grammar import Plain
from planner.language.numbers import Number, number_text
from planner.plan import CostClass

#: Seconds of the longest clip.
_LONGEST: Final = 1_000_000

_SECONDS: Final = Number(0, _LONGEST)
_SHARE: Final = Number(0, 100)


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds, or with ``percent`` a share of the clip; ``auto`` leaves it to be found."""

    amount: float = 0.0
    percent: bool = False
    auto: bool = False


@dataclass(frozen=True, slots=True)
class MomentGrammar(Plain):
    """``6.5``, ``35p`` or ``35%``, ``auto``."""

    automatic: bool = False

    @property
    def expected(self) -> str:
        """What a value is."""
        automatic = ", or auto" if self.automatic else ""
        return f"seconds such as 6.5, a share of the clip such as 35p{automatic}"

    def parse(self, text: str) -> Moment:
        """Read a value."""
        if text == "auto":
            if not self.automatic:
                raise ValueRefused
            return Moment(auto=True)
        if text[-1:] in ("p", "%"):
            return Moment(_SHARE.parse(text[:-1]), percent=True)
        return Moment(_SECONDS.parse(text))

    def text(self, value: Moment) -> str:
        """Give the canonical spelling."""
        if value.auto:
            return "auto"
        return number_text(value.amount) + ("p" if value.percent else "")

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression: seconds."""
        return number_text(float(amount.number))

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        some = ["6.5", "0", "35p", "35%", "100p", str(random.randint(1, 99))]
        return random.choice([*some, "auto"] if self.automatic else some)


START: Final = Declaration(
    key="so",
    name="start offset",
    role=Role.ACTION,
    media=VIDEO,
    grammar=Computable(MomentGrammar(automatic=True)),
    facts=frozenset({"duration"}),
    cost=CostClass.HEAVY,
    drawn=False,
    sentence="Where the clip begins, the layer appears, or the picture is taken.",
    example="so_6.5",
)

END: Final = Declaration(
    key="eo",
    name="end offset",
    role=Role.ACTION,
    media=VIDEO,
    grammar=Computable(MomentGrammar()),
    facts=frozenset({"duration"}),
    cost=CostClass.HEAVY,
    drawn=False,
    sentence="Where the clip ends, counted from its start.",
    example="eo_10,so_2",
)

DURATION: Final = Declaration(
    key="du",
    name="duration",
    role=Role.ACTION,
    media=VIDEO,
    grammar=Computable(MomentGrammar(automatic=True)),
    facts=frozenset({"duration"}),
    cost=CostClass.HEAVY,
    drawn=False,
    sentence="How long the clip lasts.",
    example="du_8,so_2",
)

DELAY: Final = Declaration(
    key="dl",
    name="delay",
    role=Role.GLOBAL,
    media=BOTH,
    grammar=Computable(Number(0, 1_000_000, whole=True)),
    sentence="Milliseconds from one frame of an animation to the next.",
    example="dl_200,fl_animated",
)
