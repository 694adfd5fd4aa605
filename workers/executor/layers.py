"""Layers: the pictures that are laid on an image, drawn from the originals that they show."""

from collections.abc import Callable

import pyvips

from planner.facts import ContentFacts
from planner.layers.setting import TextSetting
from planner.source_views import AS_IT_IS
from planner.steps import ApplyLayer, ApplyTable
from workers.executor.arrangement import arrange, still
from workers.executor.limits import Limits
from workers.executor.loaders.loader import View
from workers.executor.runner import Runner
from workers.executor.sources import Source, open_source
from workers.executor.tables.reading import read
from workers.executor.tables.table import Table
from workers.executor.text import drawing as text
from workers.executor.text.fonts import fonts

#: Gives the bytes of a stored version. Raises RenderRefused where there is none.
Originals = Callable[[ContentFacts], memoryview]


class LayerPictures:
    """Gives the pictures of layers and the tables of lookups of one render.

    It must outlive the result. ``kept``: pictures are wanted once for each frame, so they are held
    in memory.
    """

    def __init__(self, originals: Originals, limits: Limits, *, kept: bool = False) -> None:
        self._originals = originals
        self._runner = Runner(limits, self)
        self._limits = limits
        self._sources: list[Source] = []
        self._kept: dict[int, pyvips.Image] | None = {} if kept else None
        self._tables: dict[ContentFacts, Table] = {}

    def picture(self, step: ApplyLayer) -> pyvips.Image:
        """Draw a layer's picture.

        Raises RenderRefused for an original that is broken, too large or gone, and what
        `Runner.draw` does.
        """
        if self._kept is None:
            return self._drawn(step)
        # A plan holds its steps for as long as it is drawn, so none takes another's identity.
        if id(step) not in self._kept:
            self._kept[id(step)] = self._drawn(step).copy_memory()
        return self._kept[id(step)]

    def table(self, step: ApplyTable) -> Table:
        """Read the table of a lookup, once. Raises RenderRefused for what is none, or gone."""
        if step.source not in self._tables:
            self._tables[step.source] = read(self._originals(step.source), self._limits)
        return self._tables[step.source]

    def _drawn(self, step: ApplyLayer) -> pyvips.Image:
        if isinstance(step.source, TextSetting):
            named = step.source.font
            font = None if named is None else self._originals(named)
            words = text.draw(step.source, fonts(), self._limits, font)
            return self._runner.draw(words, step.draft).image
        opening = step.opening or AS_IT_IS
        view = View.of(opening, still=True)
        source = open_source(self._originals(step.source), self._limits, view=view)
        # libvips reads it when the result is computed, which is after this has returned.
        self._sources.append(source)
        arrangement = arrange(step.draft, source, as_it_lies=opening.lying)
        return still(source, arrangement, self._runner)


def no_originals(content: ContentFacts) -> memoryview:
    """Have nothing to show: for plans without layers."""
    raise LookupError(f"no original {content.asset_id} was lent")
