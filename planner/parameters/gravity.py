"""``g``: which part of the image matters, when a part must go or a place be chosen."""

import re
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.language.areas import PREFIX, Areas, read_areas
from planner.language.carried import Carried, carries, read_carried
from planner.language.choices import Option
from planner.language.declaration import Declaration, Role
from planner.language.focus import NONE, OBJECT, Auto, AutoGrammar, Focal
from planner.language.grammar import Plain
from planner.language.traits import BOTH, IMAGE, VIDEO, Traits
from planner.plan import CostClass

NORTH_WEST: Final = Option("north_west", "The top left corner.")
CENTER: Final = Option("center", "The middle.")
XY_CENTER: Final = Option("xy_center", "The point x, y of the image, in the middle of the crop.")
LIQUID: Final = Option("liquid", "Seams of least change are taken out or put in.")

COMPASS: Final = (
    NORTH_WEST,
    Option("north", "The middle of the top."),
    Option("north_east", "The top right corner."),
    Option("west", "The middle of the left side."),
    CENTER,
    Option("east", "The middle of the right side."),
    Option("south_west", "The bottom left corner."),
    Option("south", "The middle of the bottom."),
    Option("south_east", "The bottom right corner."),
)

_WORDS: Final = {option.name: option for option in (*COMPASS, XY_CENTER, LIQUID)}

#: What may stand behind these; behind an object may stand any other, then ``auto``.
_FALLBACKS: Final = {
    "face": ("center", "auto"),
    "faces": ("center", "auto"),
    "custom": ("face", "faces", "adv_face", "adv_faces"),
}

#: What each target reads of an asset; another target is an object, looked for in the pixels.
_FACTS: Final = {
    "face": "faces",
    "faces": "faces",
    "adv_face": "faces",
    "adv_faces": "faces",
    "adv_eyes": "faces",
    "custom": "coordinates",
}

#: Targets that the boxes of faces tell, whoever has looked for them.
_BOXES: Final = frozenset({"face", "faces", "adv_face", "adv_faces"})

#: Targets that one can be tried after another, before they are too many.
_LONGEST_CHAIN: Final = 10

#: Those of kinds of gravity whose pixels have changed.
_REVISIONS: Final = {"cld-decompose_tile": 2}

#: A region is named by an API that takes no more; a clipping path by whatever drew the file.
_NAMED: Final = re.compile(
    r"(region)_!([A-Za-z0-9-]{1,100})!|(clipping_path)_!([A-Za-z0-9_ -]{1,100})!", re.ASCII
)
_REGION: Final = "region_"

#: The kind of area that people have named; others are paths in the file.
REGION: Final = "region"
_TRACKED: Final = re.compile(
    r"track_person(?::([a-z]+_[A-Za-z0-9_.-]+(?:;[a-z]+_[A-Za-z0-9_.-]+){0,5}))?"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the image shows, or what is stored of it; ``targets`` are tried in their order."""

    targets: tuple[str, ...]

    @property
    def name(self) -> str:
        """The canonical spelling."""
        return ":".join(self.targets)


@dataclass(frozen=True, slots=True)
class NamedArea:
    """A ``region`` of the asset, or a ``clipping_path`` in its file, by the name it has there."""

    kind: str
    area: str

    @property
    def name(self) -> str:
        """The canonical spelling."""
        return f"{self.kind}_!{self.area}!"


@dataclass(frozen=True, slots=True)
class Tracked:
    """A person whom a layer follows; the options as written, in the order of their names."""

    options: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The canonical spelling."""
        return ":".join(["track_person", *([";".join(self.options)] if self.options else [])])


#: The largest picture of a collage.
TILE: Final = Subject(("cld-decompose_tile",))

Gravity = Option | Subject | NamedArea | Tracked | Auto | Areas | Carried

_AUTO: Final = AutoGrammar()


@dataclass(frozen=True, slots=True)
class GravityGrammar(Plain):
    """A point of the compass, or what a detector, a person or a weighing of both finds."""

    expected: str = (
        f"one of {', '.join(_WORDS)}, auto, face, faces, custom, region_!name!, ocr_text, or "
        "the name of an object: letters, digits, underscores and hyphens"
    )

    def parse(self, text: str) -> Gravity:  # noqa: PLR0911 - one for each kind of gravity
        """Read a value."""
        if word := _WORDS.get(text):
            return word
        if text == "auto" or text.startswith("auto:"):
            return _AUTO.parse(text)
        if named := _NAMED.fullmatch(text):
            return NamedArea(named[1] or named[3], named[2] or named[4])
        if text.startswith(PREFIX):
            return read_areas(text)
        if carries(text):
            return read_carried(text, self.parse)
        if text.startswith(_REGION):
            raise ValueRefused("region_!name!, the name of letters, digits and hyphens")
        if tracked := _TRACKED.fullmatch(text):
            return Tracked(tuple(sorted(tracked[1].split(";"))) if tracked[1] else ())
        if (close := _CLOSE.get(_plain(text), text)) != text:
            # As the name of an object it would be looked for in vain.
            raise ValueRefused(f"{self.expected}; perhaps {close}")
        return _subject(text)

    def text(self, value: Gravity) -> str:
        """Give the canonical spelling."""
        return value.name

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(
            [
                *_WORDS,
                *_WORDS,
                "face",
                "faces:center",
                "custom:face",
                "region_!logo!",
                "clipping_path_!p 1!",
                "cat:dog:auto",
                "adv_eyes",
                "ocr_text",
                "cld-decompose_tile",
                "track_person:position_north;adaptivesize_50",
                _AUTO.spell(random),
            ]
        )

    def uses(self, value: Gravity) -> tuple[tuple[str, int], ...]:
        """Give what the value brings in."""
        kind = value.name if isinstance(value, Option) else kind_of(value)
        return ((f"g_{kind}", _REVISIONS.get(kind, 1)),)

    def undrawn(self, value: Gravity) -> str | None:
        """Name a gravity that this release does not find, or knows nothing of on this asset."""
        match value:
            case Option(drawn=drawn):
                found = drawn
            case Auto(algorithm, focals):
                sought = [each for each in focals if isinstance(each, Focal) and each != NONE]
                found = algorithm != "subject" and not sought
            case Carried(gravity, custom, faces):
                return self._undrawn_of(gravity, custom=bool(custom), faces=faces is not None)
            case _:
                found = isinstance(value, Areas) or value == TILE
        return None if found else f"g_{value.name}"

    def _undrawn_of(self, gravity: Gravity, *, custom: bool, faces: bool) -> str | None:
        """Name a gravity of which something has to be found beside what is stored."""
        if not isinstance(gravity, Auto):
            return None
        known = set(_BOXES) if faces else set()
        known |= {"custom", "custom_no_override"} if custom else set()
        sought = [each for each in gravity.focals if getattr(each, "target", "") not in known]
        return self.undrawn(replace(gravity, focals=tuple(sought)))


def instead(value: Gravity) -> str:
    """Say what can be drawn instead of a gravity that is not found."""
    if isinstance(value, Auto):
        named = {each.target for each in value.focals if isinstance(each, Focal)}
        boxed = bool(named & _BOXES)
        return "an asset with face_coordinates, or g_auto alone" if boxed else "g_auto alone"
    boxed = isinstance(value, Subject) and not _BOXES.isdisjoint(value.targets)
    found = "an asset with face_coordinates, or " if boxed else ""
    return f"{found}a compass gravity, custom, region_!name! or auto"


def is_stored(value: object) -> bool:
    """Whether a value names areas that people have told of an asset, and nothing to be found."""
    if isinstance(value, NamedArea):
        return value.kind == "region"
    return isinstance(value, Subject) and value.targets[0] == "custom"


def _plain(word: str) -> str:
    """Give a word without what is easily written otherwise."""
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")


#: Words of this grammar by what is left of them.
_CLOSE: Final = {
    _plain(word): word
    for word in (*_WORDS, "auto", "face", "faces", "custom", "ocr_text", "body", "adv_face")
}


def kind_of(value: Gravity) -> str:  # noqa: PLR0911 - one for each kind of gravity
    """Give the word for what kind of gravity it is."""
    match value:
        case Auto():
            return "auto"
        case Areas():
            return "areas"
        case Carried():
            return kind_of(value.gravity)
        case NamedArea():
            return value.kind
        case Tracked():
            return "track_person"
        case Subject():
            known = value.targets[0] in _FACTS or value == TILE
            return value.targets[0] if known else "object"
        case _:
            return "compass"


def _subject(text: str) -> Subject:
    targets = tuple(text.split(":", _LONGEST_CHAIN))
    first, rest = targets[0], targets[1:]
    allowed = _FALLBACKS.get(first)
    if allowed is not None and (len(rest) > 1 or not set(rest) <= set(allowed)):
        raise ValueRefused(f"{first}, or {first}: with one of {', '.join(allowed)}")
    if not all(OBJECT.fullmatch(target) for target in targets):
        raise ValueRefused
    if any(target in _WORDS for target in rest) and allowed is None:
        raise ValueRefused("objects, joined by colons; auto may be the last")
    if "auto" in rest[:-1] or len(targets) > _LONGEST_CHAIN:
        raise ValueRefused("objects, joined by colons; auto may be the last")
    return Subject(targets)


def _traits(value: Gravity) -> Traits:
    if isinstance(value, Tracked):
        return Traits(VIDEO, frozenset({"pixels"}), CostClass.SLOW)
    if isinstance(value, Auto):
        return Traits(BOTH, frozenset({"pixels", "faces", "coordinates"}), CostClass.HEAVY)
    if isinstance(value, Carried):
        # What it reads is written into it.
        return Traits(IMAGE, cost=_traits(value.gravity).cost)
    if isinstance(value, NamedArea):
        return Traits(IMAGE, frozenset({"regions" if value.kind == REGION else "paths"}))
    if isinstance(value, Subject):
        read = frozenset(_FACTS.get(target, "pixels") for target in value.targets)
        cheap = read == {"coordinates"}
        return Traits(IMAGE, read, CostClass.CHEAP if cheap else CostClass.HEAVY)
    return Traits()


GRAVITY: Final = Declaration(
    key="g",
    name="gravity",
    role=Role.QUALIFIER,
    qualifies=("c", "e"),
    grammar=GravityGrammar(),
    facts=frozenset({"size"}),
    particular=_traits,
    sentence="The part of the image to keep, or its place on a padded canvas.",
    example="c_fill,g_north,h_200,w_200",
)
