"""``t``: a named transformation."""

from typing import Final

from planner.language.declaration import Declaration, Role
from planner.naming.names import NameGrammar

NAMED: Final = Declaration(
    key="t",
    name="named transformation",
    role=Role.ACTION,
    grammar=NameGrammar(),
    drawn=False,
    sentence="Do what is stored under a name; several names are joined by dots.",
    example="t_thumbnail",
)
