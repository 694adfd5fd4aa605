"""One operation, drawn as a render child draws it, in this process and nothing else.

``python -m loadtest.operation TRANSFORMATION FORMAT FILE LAYER COUNT`` prints the CPU seconds that
an image takes, planning and all, and the peak of resident memory in MiB.
"""

import os
import resource
import sys
import time
from pathlib import Path

# libvips reads it once, when it starts.
os.environ["VIPS_CONCURRENCY"] = "1"

from planner.derivation import derive, plan_leaf
from planner.facts import AssetFacts, Client, ContentFacts
from planner.layers.assets import AssetName
from planner.transformation import parse
from workers.executor.limits import Limits
from workers.executor.magic import HEAD_BYTES, sniff
from workers.executor.rendering import prepare, render
from workers.executor.survey.probe import probe


def facts_of(data: bytes, name: str) -> AssetFacts:
    """Give what is known of a file."""
    probed = probe(memoryview(data), Limits())
    return AssetFacts(
        cloud="demo",
        asset_id=name,
        version_id=name,
        format=sniff(data[:HEAD_BYTES]),
        width=probed.width,
        height=probed.height,
        has_alpha=probed.has_alpha,
    )


def main() -> None:
    """Draw as often as told."""
    text, output, file, layer, count = sys.argv[1:]
    prepare()
    data, badge = Path(file).read_bytes(), Path(layer).read_bytes()
    asset, beside = facts_of(data, "base"), facts_of(badge, "badge")

    def lookup(_name: AssetName) -> AssetFacts:
        return beside

    def lent(_content: ContentFacts) -> memoryview:
        return memoryview(badge)

    def once() -> None:
        derivation = derive(parse(text), output, asset, Client(), lookup)
        plan = plan_leaf(derivation.leaf, asset.of_content())
        render(memoryview(data), plan, Limits(), lent)

    once()
    before = time.process_time()
    for _ in range(int(count)):
        once()
    seconds = (time.process_time() - before) / int(count)
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
