"""A server that cannot be set up."""

from workers.child.job import Serve


def prepare() -> Serve:
    raise RuntimeError("no libvips here")
