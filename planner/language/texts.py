"""Texts within components: which characters there may be."""

from typing import Final

from planner.errors import TransformationError
from planner.language.quoting import quoted, shortened
from planner.percent import decode, unprintable

#: A new line, every kind of space, and what joins letters or emoji, or keeps them apart.
_ALLOWED: Final = "\n\N{NO-BREAK SPACE}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}" + "".join(
    chr(code) for code in (0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
)


def check_text(component: str) -> None:
    """Refuse what no text may hold: control characters, and those that turn its direction.

    component: as percent-encoded as it is written. Raises TransformationError.
    """
    if "%" not in component and component.isprintable():
        return
    try:
        wrong = unprintable(decode(component), allowed=_ALLOWED)
    except ValueError:
        wrong = "percent-encoding that is not UTF-8"
    if wrong:
        raise TransformationError(f"{quoted(wrong)} in text", component=shortened(component))
