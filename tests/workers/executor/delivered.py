"""Files in tests: uploaded, asked for by a transformation, delivered as a worker does it."""

from dataclasses import asdict

from planner.derivation import derive, plan_leaf
from planner.facts import AssetFacts, Client, ContentFacts, named_boxes
from planner.layers.assets import AssetName
from planner.transformation import parse
from workers.executor.encoding import Encoded
from workers.executor.limits import Limits
from workers.executor.rendering import render
from workers.executor.survey.probe import probe


def uploaded(data: bytes, name: str = "base") -> AssetFacts:
    """Give what is known of a file once it has been looked at."""
    told = asdict(probe(memoryview(data), Limits()))
    told["paths"] = named_boxes(told.pop("path_names"), told.pop("path_boxes"))
    return AssetFacts(cloud="demo", asset_id=name, version_id=f"{name}-1", public_id=name, **told)


def delivered(transformation: str, base: bytes, **layers: bytes) -> Encoded:
    """Give what is made of a file; layers are shown by their names."""
    stored = {"base": base, **layers}
    facts = {name: uploaded(data, name) for name, data in stored.items()}

    def lookup(name: AssetName) -> AssetFacts | None:
        return facts.get(name.public_id)

    def originals(content: ContentFacts) -> memoryview:
        return memoryview(stored[content.asset_id])

    derived = derive(parse(transformation), None, facts["base"], Client(), lookup)
    plan = plan_leaf(derived.leaf, facts["base"].of_content())
    assert plan == derived.plan
    return render(memoryview(base), plan, Limits(), originals)
