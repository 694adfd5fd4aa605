"""Binding: what a layer shows once the values of variables are known."""

from collections.abc import Mapping
from dataclasses import replace

from planner.errors import ValueRefused
from planner.layers.names import SUBTITLES_ENDINGS, TABLE_ENDINGS, Name, read_file_name, read_name
from planner.layers.sources import LookupTable, Named, Source, Stored, Subtitles, Text
from planner.layers.styles import Style, StyleTemplate, with_style_values
from planner.layers.words import Reference, with_values


def bound(source: Source, values: Mapping[str, str]) -> Source | str:
    """Give a source with values in the place of variables; a variable without one stays.

    A source that is all one variable becomes that value, to be read as a source by whoever has
    the grammar. Raises ValueRefused for a value that does not fit.
    """
    match source:
        case Named(variable):
            return values.get(variable.name, source)
        case Text(style, words):
            return Text(_style(style, values), with_values(words, values))
        case Subtitles(public_id, style):
            styled = None if style is None else _style(style, values)
            return replace(
                source, public_id=_file(public_id, SUBTITLES_ENDINGS, values), style=styled
            )
        case LookupTable(public_id):
            return replace(source, public_id=_file(public_id, TABLE_ENDINGS, values))
        case Stored(Reference(name)) if name in values:
            return replace(source, public_id=_plain(read_name(values[name])))
        case _:
            return source


def _style(style: Style, values: Mapping[str, str]) -> Style:
    return with_style_values(style, values) if isinstance(style, StyleTemplate) else style


def _file(name: Name, endings: tuple[str, ...], values: Mapping[str, str]) -> Name:
    if isinstance(name, Reference) and name.name in values:
        return _plain(read_file_name(values[name.name], endings))
    return name


def _plain(name: Name) -> Name:
    """Refuse a value that is again a variable: it would be read where it was not written."""
    if isinstance(name, Reference):
        raise ValueRefused("a public ID with : for /")
    return name
