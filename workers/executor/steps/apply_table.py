"""Apply table: colours through the lookup table of a file."""

from typing import Final

import pyvips

from planner.steps import ApplyTable
from workers.executor.tables import drawing
from workers.executor.tables.table import Table

STEP: Final = ApplyTable


def draw(image: pyvips.Image, _step: ApplyTable, table: Table) -> pyvips.Image:
    """Send the image's colours through the table."""
    return drawing.draw(image, table)
