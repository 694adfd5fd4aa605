"""Families: what stands in for a font that is not there, and who is asked for rare letters.

=====================  ====================================================================
asked for              drawn with the first of these that is installed
=====================  ====================================================================
Arial, Helvetica       Arimo or Liberation Sans, whose letters are as wide as Arial's
Times, Times New Roman Liberation Serif or Tinos, as wide as Times; else Noto Serif
Courier, Courier New   Liberation Mono or Cousine, as wide as Courier; else Roboto Mono
Georgia                Gelasio, as wide as Georgia; else Noto Serif
Verdana, Tahoma        DejaVu Sans; else Open Sans
Impact                 Anton
others                 the table below
=====================  ====================================================================
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_SANS: Final = ("Arimo", "Liberation Sans", "Noto Sans")
_SERIF: Final = ("Liberation Serif", "Tinos", "Noto Serif")
_MONO: Final = ("Liberation Mono", "Cousine", "Roboto Mono")
_WIDE: Final = ("DejaVu Sans", "Open Sans", *_SANS)

#: What stands in for a family, by its name in lower case.
SUBSTITUTES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("arial", "helvetica", "helvetica neue", "arial unicode ms"), _SANS),
        **dict.fromkeys(("sans", "sans-serif", "system-ui"), _SANS),
        **dict.fromkeys(("times", "times new roman", "serif"), _SERIF),
        **dict.fromkeys(("courier", "courier new", "mono", "monospace"), _MONO),
        **dict.fromkeys(("consolas", "menlo", "monaco", "andale mono", "lucida console"), _MONO),
        **dict.fromkeys(("verdana", "tahoma", "geneva", "lucida sans unicode"), _WIDE),
        "georgia": ("Gelasio", *_SERIF),
        "impact": ("Anton",),
        "arial black": ("Archivo Black", *_SANS),
        "arial narrow": ("Liberation Sans Narrow", "Open Sans Condensed", *_SANS),
        "trebuchet ms": ("Fira Sans", "Open Sans"),
        "segoe ui": ("Open Sans",),
        "calibri": ("Carlito", "Open Sans"),
        "cambria": ("Caladea", *_SERIF),
        "palatino": ("TeX Gyre Pagella", *_SERIF),
        "garamond": ("EB Garamond", *_SERIF),
        "comic sans ms": ("Comic Neue", "Comic Relief", "Kalam", *_SANS),
    }
)

EMOJI: Final = "Noto Color Emoji"

#: Who is asked for letters that a family lacks, in this order.
FALLBACKS: Final = (
    *("Noto Sans", "Arimo", "DejaVu Sans", "Noto Sans Arabic", "Noto Sans Hebrew"),
    *("Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Gujarati", "Noto Sans Gurmukhi"),
    *("Noto Sans Kannada", "Noto Sans Malayalam", "Noto Sans Oriya", "Noto Sans Sinhala"),
    *("Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Thai", "Noto Sans Lao", "Noto Sans Khmer"),
    *("Noto Sans Myanmar", "Noto Sans Armenian", "Noto Sans Georgian", "Noto Sans Ethiopic"),
    *("Noto Sans Symbols", "Noto Sans Symbols2", EMOJI, "Noto Emoji"),
)

#: How the names of families begin that are asked last, in the order of the alphabet.
RARE: Final = "Noto Sans "

#: East Asian families by the letters that tell the language; the last needs none.
EAST_ASIAN: Final = (
    (r"[\p{Script=Hiragana}\p{Script=Katakana}]", ("Noto Sans CJK JP", "Noto Sans JP")),
    (r"\p{Script=Hangul}", ("Noto Sans CJK KR", "Noto Sans KR")),
    (r"\p{Script=Bopomofo}", ("Noto Sans CJK TC", "Noto Sans TC")),
    (r"", ("Noto Sans CJK SC", "Noto Sans SC", "Noto Sans CJK JP", "Noto Sans JP")),
)

#: Named in refusals, so far as they are installed.
WELL_KNOWN: Final = ("Arial", "Courier", "Georgia", "Impact", "Times", "Verdana")
