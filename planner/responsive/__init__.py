"""Responsive values: ``w_auto`` and ``dpr_auto``, which the client's hints decide.

`hints` is what a client says, `breakpoints` which widths are worth making, `settling` what a
value comes to for an asset and a client, `transformations` all of it at once.
"""
