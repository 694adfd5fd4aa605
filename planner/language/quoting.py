"""Quoting: the client's own words in an error, so that they can do no harm there."""

from planner.limits import MAXIMUM_QUOTE


def shortened(text: str) -> str:
    """Give the beginning of a text, short enough to repeat."""
    return text if len(text) <= MAXIMUM_QUOTE else text[:MAXIMUM_QUOTE] + "..."


def quoted(text: str) -> str:
    """Give a text in quotes, shortened, as plain ASCII without control characters."""
    return ascii(shortened(text))
