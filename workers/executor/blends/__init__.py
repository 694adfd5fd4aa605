"""Blends: one module for each way of laying a picture on another, found by its name.

``draw(base, layer, corner, step)`` gives the base with the layer on it. Both are 8 bit sRGB, with
alpha or without; ``corner`` is left and top of the layer on the base, in pixels, and what overhangs
of it is cut off. The result has the base's size, and alpha where the base had it or the blend
makes it.
"""
