"""Figures: what a benchmark found, beside what it was asked to reach."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. ``least`` or ``most`` is what it should reach; a ratio has no unit."""

    name: str
    value: float
    unit: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def reached(self) -> bool:
        """Whether it is within what was asked."""
        return (self.least is None or self.value >= self.least) and (
            self.most is None or self.value <= self.most
        )


def show(benchmark: str, figures: list[Figure], *, as_json: bool) -> None:
    """Print the figures of one run."""
    if as_json:
        listed = [{**asdict(figure), "reached": figure.reached} for figure in figures]
        print(json.dumps({"benchmark": benchmark, "figures": listed}))
        return
    print(benchmark)
    for figure in figures:
        asked = f"at least {figure.least:g}" if figure.least is not None else ""
        asked = f"at most {figure.most:g}" if figure.most is not None else asked
        verdict = "" if not asked else ("  reached" if figure.reached else "  NOT REACHED")
        value = f"{figure.value:.3g} {figure.unit}"
        print(f"  {figure.name:<58} {value:>12}  {asked}{verdict}")
