"""Folding: what is known written into a tree of components, and what is decided taken out of it.

`binding` does it to one component, `walking` to a tree, `liveness` drops assignments that nobody
reads any more. Without facts it is a part of the canonical form; with facts it leaves what the
fingerprint hashes.
"""
