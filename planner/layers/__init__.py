"""Layers: what is laid on or under an image or a video, and where.

`grammar` reads what ``l_`` and ``u_`` name into the `sources`, with the `styles` and `words` of
text; `blocks` says which components of a transformation belong to a layer; `placement` where and
how it is applied; `layer_plan` puts them together for whoever draws it.
"""
