"""Render: make derived assets of one original."""

from dataclasses import replace
from functools import partial

from planner.baselining import continuation
from planner.errors import TransformationError
from planner.facts import ContentFacts
from planner.jobs import Leaf, RenderJob
from storage.batch_records import LeafResult
from workers.child.protocol import Need, NeedKind, layer_key
from workers.child.results import Rendered
from workers.child.shared_bytes import SharedBytes
from workers.endings import Endings
from workers.errors import RenderRefused
from workers.messages import read
from workers.middleware.children import Children
from workers.middleware.deadline import Deadline
from workers.storeroom import Storeroom


class Render:
    """The actor ``render``."""

    def __init__(
        self, storeroom: Storeroom, children: Children, deadline: Deadline, endings: Endings
    ) -> None:
        self._storeroom = storeroom
        self._children = children
        self._deadline = deadline
        self._endings = endings

    def __call__(self, packed: str) -> None:
        """Make what is not stored yet, and report.

        Raises RenderRefused, ChildFailed, StorageError.
        """
        job = read(packed)
        if not isinstance(job, RenderJob):
            raise TypeError(f"{type(job).__name__} came to the actor render")
        made = {leaf: self._stored(job, leaf) for leaf in job.leaves}
        if missing := [leaf for leaf, found in made.items() if found is None]:
            asset = job.asset
            original = self._storeroom.original(asset.cloud, asset.asset_id, asset.version_id)
            with self._storeroom.lend(original) as lent:
                del original
                made |= {leaf: self._make(job, leaf, lent) for leaf in missing}
        self._endings.rendered(job, [result for result in made.values() if result is not None])

    def _stored(self, job: RenderJob, leaf: Leaf) -> LeafResult | None:
        found = self._storeroom.find(job.asset, leaf)
        if found is None:
            return None
        said = found.metadata
        width, height = int(said["width"]), int(said["height"])
        return LeafResult(leaf.fingerprint, said["format"], width, height, found.size)

    def _make(self, job: RenderJob, leaf: Leaf, original: SharedBytes) -> LeafResult:
        try:
            begun = continuation(leaf, job.asset)
        except TransformationError as error:
            raise RenderRefused(error.status, str(error)) from error
        if begun is None:
            made = self._rendered(job.asset, leaf, original)
        else:
            kept = self._kept(job, begun.baseline, original)
            # Only its picture may have told how large it is.
            content = replace(begun.content, width=kept.width, height=kept.height)
            with self._storeroom.lend(kept.data) as lent:
                made = self._rendered(content, begun.rest, lent)
        self._storeroom.publish(job.asset, leaf, made)
        return LeafResult(leaf.fingerprint, made.format, made.width, made.height, len(made.data))

    def _kept(self, job: RenderJob, baseline: Leaf, original: SharedBytes) -> Rendered:
        """Give the result that a chain begins with; it is made where it is not stored yet."""
        stored = self._storeroom.derived(job.asset, baseline)
        if stored is not None:
            return stored
        made = self._rendered(job.asset, baseline, original)
        self._storeroom.publish(job.asset, baseline, made)
        return made

    def _rendered(self, asset: ContentFacts, leaf: Leaf, source: SharedBytes) -> Rendered:
        child, left = self._children.mine(), self._deadline.left()
        return child.render(asset, leaf, source, left, partial(self._lent, leaf))

    def _lent(self, leaf: Leaf, need: Need, _seconds: float) -> bytes | None:
        """Find what a leaf may need beside its original: what its layers show, and nothing else.

        Raises RenderRefused for what is not stored any more, Unavailable.
        """
        for layer in leaf.layers:
            content = layer.content
            if need.kind is NeedKind.LAYER and need.key == layer_key(content):
                return self._storeroom.original(content.cloud, content.asset_id, content.version_id)
        return None
