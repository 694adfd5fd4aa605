"""``d``: an image in the place of one that is missing."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.extensions import split_extension
from planner.language.declaration import IMAGE, Declaration, Role
from planner.language.grammar import Plain
from planner.layers.names import name_text, read_name


@dataclass(frozen=True, slots=True)
class DefaultImageGrammar(Plain):
    """The public ID of an uploaded image with its extension, slashes as colons."""

    expected: str = "the public ID of an uploaded image with its extension, : for /"

    def parse(self, text: str) -> str:
        """Read a value."""
        name = read_name(text, extension=True)
        if not isinstance(name, str) or split_extension(name)[1] is None:
            raise ValueRefused
        return name

    def text(self, value: str) -> str:
        """Give the canonical spelling."""
        return name_text(value)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["avatar.png", "docs:placeholder.jpg"])


DEFAULT_IMAGE: Final = Declaration(
    key="d",
    name="default image",
    role=Role.GLOBAL,
    media=IMAGE,
    grammar=DefaultImageGrammar(),
    sentence="The uploaded image that is delivered where the asset is missing.",
    example="d_docs:avatar.png",
)
