"""What ``darkroom explain`` and ``darkroom check`` say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.errors import DeployError
from planner.errors import PlannerError
from planner.explanation import check
from planner.facts import AssetFacts, named_boxes
from planner.questions import answer, read_question, refused

__all__ = ["Explained", "check", "explain_to_people"]


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation, for programs and for people; ``ok`` is False where something is wrong."""

    ok: bool
    data: dict[str, Any]
    text: str


def explain_to_people(text: str, asset: Path | None) -> Explained:
    """Explain a delivery URL, or a transformation by itself, for an image if one is given.

    Raises DeployError for a file that is no image.
    """
    facts = None if asset is None else _facts(asset)
    try:
        question = read_question(text)
    except PlannerError as error:
        data = refused(text, error)
    else:
        data = answer(question, facts)
    if "error" in data:
        return Explained(False, data, f"wrong: {_told(data['error'])}")
    return Explained(True, data, "\n".join(_lines(data)))


def _told(error: dict[str, str]) -> str:
    said = error["message"]
    if component := error.get("component"):
        said += f" in component {component!r}"
    if expected := error.get("expected"):
        said += f"; expected {expected}"
    return said


def _facts(file: Path) -> AssetFacts:
    from workers.errors import RenderRefused  # noqa: PLC0415 - libvips is loaded only for a file
    from workers.executor.libvips import prepare_libvips  # noqa: PLC0415 - as above
    from workers.executor.limits import Limits  # noqa: PLC0415 - as above
    from workers.executor.survey.probe import probe  # noqa: PLC0415 - as above

    prepare_libvips()
    try:
        content = file.read_bytes()
        probed = probe(memoryview(content), Limits())
    except (OSError, RenderRefused) as error:
        raise DeployError(f"{file}: {error}") from error
    return AssetFacts(
        cloud="file",
        asset_id="0" * 32,
        version_id="0" * 32,
        format=probed.format,
        width=probed.width,
        height=probed.height,
        pages=probed.pages,
        has_alpha=probed.has_alpha,
        bytes=len(content),
        dpi=probed.dpi,
        illustration=probed.illustration,
        trimmed=probed.trimmed,
        page_names=probed.page_names,
        orientation=probed.orientation,
        page_sizes=probed.page_sizes,
        paths=named_boxes(probed.path_names, probed.path_boxes),
    )


def _lines(data: dict[str, Any]) -> Iterator[str]:
    yield f"canonical    {data['canonical'] or '(the original as it is)'}"
    yield f"facts        {', '.join(data['facts']) or 'none'}"
    for component in data["components"]:
        yield f"component    {component['text']}"
        for parameter in component["parameters"]:
            written = f"{parameter['key']}_{parameter['value']}"
            yield f"             {written:<24} {parameter['role']}: {parameter['meaning']}"
    if derived := data.get("derived"):
        yield from _derived(derived)
    if undrawn := data.get("undrawn"):
        yield f"not rendered yet: {_told(undrawn)}"
    for warning in data["warnings"]:
        yield f"warning      {warning}"


def _derived(derived: dict[str, Any]) -> Iterator[str]:
    yield f"fingerprint  {derived['fingerprint']}"
    yield f"cost class   {derived['cost']}"
    for step in derived["steps"]:
        arguments = ", ".join(f"{name} {value}" for name, value in step["arguments"].items())
        yield f"step         {step['step']} ({arguments}) gives {_size(step['size'])}"
    encoded = f"{derived['format']}, {_size((derived['width'], derived['height']))}"
    yield f"output       {encoded}, quality {derived['quality']}"
    if derived["vary"]:
        yield f"varies by    {', '.join(derived['vary'])}"


def _size(sides: Sequence[int | None] | None) -> str:
    """Tell a size, which may be one that only the picture tells."""
    if sides is None or None in sides:
        return "a size that only the picture tells"
    return " x ".join(map(str, sides))
