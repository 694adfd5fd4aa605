"""Keys of the language that have no declaration yet, so that they are refused by name."""

from typing import Final

from planner.language.choices import words

#: Layers, effects, variables, conditions, named transformations, video and the rest.
UNSUPPORTED_KEYS: Final = words("fn")


def unsupported(key: str) -> bool:
    """Whether a key is a word of the language that this release does not carry out."""
    return key in UNSUPPORTED_KEYS or key.startswith("$")
