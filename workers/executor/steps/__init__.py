"""Drawings: one module for each kind of step, with its ``STEP`` and ``draw(image, step)``.

A drawing receives 8 bit sRGB, with alpha or without, which may be read once from top to bottom; one
that needs rows in another order takes a copy in memory first. Resize and crop also receive what has
just been decoded, in its own colours and depth.
"""
