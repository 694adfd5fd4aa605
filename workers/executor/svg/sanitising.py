"""Sanitising: a drawing is read by an XML parser, and only what is known to be harmless is written.

The parser expands no entity but short plain ones, fetches nothing, and keeps nothing: depth and
length are bounded while it reads.
"""

import base64
import binascii
from collections.abc import Callable
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from workers.errors import RenderRefused
from workers.executor.loaders.loader import INVALID
from workers.executor.svg import vocabulary
from workers.executor.svg.expansion import Expansion
from workers.executor.svg.vocabulary import SVG, XLINK, XML

#: Whether a picture that is written into the drawing may be decoded.
Admits = Callable[[bytes], bool]

_DEEPEST: Final = 256
_MOST_ELEMENTS: Final = 100_000
#: Elements when all that is referred to is drawn where it is; librsvg draws so many in a second.
_MOST_DRAWN: Final = 200_000
_LONGEST: Final = 64 * 1024 * 1024
_MOST_ENTITIES: Final = 100
_LONGEST_ENTITY: Final = 1000

_HEAD: Final = f' xmlns="{SVG}" xmlns:xlink="{XLINK}"'
_STYLE: Final = "style"


def sanitised(data: memoryview, admits: Admits, size: tuple[int, int] | None = None) -> bytes:
    """Give a drawing without anything that runs, or reaches out of it, in UTF-8.

    size: what it is to say of its width and height, in pixels, whatever it says itself.
    Raises RenderRefused for what is no SVG, and for what is built to exhaust its reader.
    """
    writer = _Writer(admits, size)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = writer.begin
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.EntityDeclHandler = writer.entity
    try:
        parser.Parse(bytes(data), True)
    except expat.ExpatError as error:
        raise RenderRefused(400, INVALID) from error
    return writer.result()


class _Writer:
    """Writes what it is told to keep."""

    def __init__(self, admits: Admits, size: tuple[int, int] | None) -> None:
        self._admits = admits
        self._size = size
        self._expansion = Expansion()
        self._written: list[str] = []
        self._length = 0
        self._depth = 0
        self._elements = 0
        self._entities = 0
        #: The depth at which something was left out with all that is in it, 0 outside of such.
        self._left_out = 0
        #: What a style sheet says, while inside of one.
        self._style: list[str] | None = None

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise RenderRefused(400, "The SVG is too complex")
        if self._left_out:
            return
        space, name = _split(tag)
        known = space in ("", SVG) and name in vocabulary.ELEMENTS
        if self._depth == 1 and not (known and name == "svg"):
            raise RenderRefused(400, INVALID)
        animated = attributes.get("attributeName", "")
        runs = name in vocabulary.ANIMATIONS and vocabulary.animates_references(animated)
        if not known or runs or self._style is not None:
            self._left_out = self._depth
            return
        if self._depth == 1 and self._size:
            across, down = map(str, self._size)
            attributes = attributes | {"width": across, "height": down}
        kept = "".join(
            f" {written}={quoteattr(value)}"
            for attribute, value in attributes.items()
            if (written := self._attribute(name, attribute, value))
        )
        self._expansion.begin(name, attributes)
        self._write(f"<{name}{_HEAD if self._depth == 1 else ''}{kept}>")
        if name == _STYLE:
            self._style = []

    def end(self, tag: str) -> None:
        """End an element."""
        if not self._left_out:
            if self._style is not None:
                sheet = "".join(self._style)
                self._style = None
                if vocabulary.harmless(sheet):
                    self._expansion.style(sheet)
                    self._write(escape(sheet))
            self._expansion.end()
            self._write(f"</{_split(tag)[1]}>")
        elif self._left_out == self._depth:
            self._left_out = 0
        self._depth -= 1

    def text(self, text: str) -> None:
        """Write what stands between elements."""
        if self._left_out or not self._depth:
            return
        if self._style is None:
            self._write(escape(text))
        else:
            self._length += len(text)
            self._style.append(text)

    def entity(
        self, name: str, parameter: int, value: str | None, base: object, *where: object
    ) -> None:
        """Let short plain entities be, as drawing programs write; refuse all others."""
        del name, base, where
        self._entities += 1
        plain = value is not None and not parameter and not set("&%<") & set(value)
        if not plain or len(value or "") > _LONGEST_ENTITY or self._entities > _MOST_ENTITIES:
            raise RenderRefused(400, "The SVG declares entities that are not plain text")

    def result(self) -> bytes:
        """Give what was written."""
        if self._expansion.exceeds(_MOST_DRAWN):
            raise RenderRefused(400, "The SVG is too complex")
        return "".join(self._written).encode()

    def _attribute(self, element: str, attribute: str, value: str) -> str:
        """Give how an attribute that is kept is written, or nothing."""
        space, name = _split(attribute)
        if name.lower().startswith("on") or space not in ("", XLINK, XML):
            return ""
        if name == "href":
            return "xlink:href" if self._leads_inside(element, value) else ""
        if space:
            return f"xml:{name}" if space == XML and name in ("space", "lang") else ""
        return name if vocabulary.harmless(value) else ""

    def _leads_inside(self, element: str, reference: str) -> bool:
        if vocabulary.inside(reference):
            return True
        picture = vocabulary.PICTURE.fullmatch(reference)
        if picture is None or element not in vocabulary.PICTURES:
            return False
        try:
            return self._admits(base64.b64decode(picture[1]))
        except binascii.Error:
            return False

    def _write(self, text: str) -> None:
        self._length += len(text)
        if self._length > _LONGEST:
            raise RenderRefused(400, "The SVG is too large")
        self._written.append(text)


def _split(name: str) -> tuple[str, str]:
    space, _, local = name.rpartition(" ")
    return space, local
