"""Paths: the parts of a delivery URL, in the order in which `planner.url` reads them.

What the first segments say of the kind of asset (`heads`), the signature (`signatures`), the
segments from the transformation to where the public ID begins (`walks`), the public ID with its
extension and suffix (`names`). Segments stay percent-encoded until `names`.
"""
