"""The catalogue: which families there are, read from fonts' files when first asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from workers.executor.text.faces import ENDINGS, Face, faces_in


class Family:
    """The faces of one name, all of one folder."""

    def __init__(self, name: str, faces: Sequence[Face]) -> None:
        self.name = name
        self._faces = tuple(faces)
        self._characters: dict[Face, frozenset[int]] = {}

    @property
    def paths(self) -> tuple[str, ...]:
        """The files of the faces, each once."""
        return tuple(dict.fromkeys(face.path for face in self._faces))

    def nearest(self, weight: int, slant: str) -> Face:
        """Give the face that comes nearest to a weight and a slant."""
        return min(self._faces, key=lambda face: face.distance(weight, slant))

    def characters(self, weight: int, slant: str) -> frozenset[int]:
        """Tell which code points the nearest face has letters for."""
        face = self.nearest(weight, slant)
        if face not in self._characters:
            self._characters[face] = face.characters()
        return self._characters[face]


class Catalogue:
    """The families in some folders: those ``chosen`` for everything, then ``others``.

    A name's family is that of the first folder that has it.
    """

    def __init__(self, chosen: Sequence[Path], others: Sequence[Path] = ()) -> None:
        self._chosen = [_Shelf(folder) for folder in chosen]
        self._shelves = [*self._chosen, *map(_Shelf, others)]

    def family(self, name: str) -> Family | None:
        """Find a family by its name, in any case of letters."""
        wanted = name.casefold()
        found = (shelf.families.get(wanted) for shelf in self._shelves)
        return next((family for family in found if family is not None), None)

    def first(self, names: Iterable[str]) -> Family | None:
        """Find the first of some families that there is."""
        return next(self.all(names), None)

    def all(self, names: Iterable[str]) -> Iterator[Family]:
        """Find those of some families that there are."""
        return (family for name in names if (family := self.family(name)) is not None)

    def chosen(self) -> list[Family]:
        """List the families of the chosen folders, in the order of their names."""
        named: dict[str, Family] = {}
        for shelf in reversed(self._chosen):
            named |= shelf.families
        return [named[key] for key in sorted(named)]

    def names(self) -> list[str]:
        """List every family there is."""
        named = {
            key: family.name
            for shelf in reversed(self._shelves)
            for key, family in shelf.families.items()
        }
        return sorted(named.values())


class _Shelf:
    """One folder, and all below it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def families(self) -> dict[str, Family]:
        """The families, by their names in lower case."""
        faces: dict[str, list[Face]] = defaultdict(list)
        names: dict[str, str] = {}
        for path in sorted(self._folder.rglob("*")):
            if path.suffix.lower() in ENDINGS:
                for face in faces_in(path):
                    for name in face.families:
                        names.setdefault(name.casefold(), name)
                        faces[name.casefold()].append(face)
        return {key: Family(names[key], found) for key, found in faces.items()}
