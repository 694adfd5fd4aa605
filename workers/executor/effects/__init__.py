"""Effects: one module for each, named as the effect is, with ``draw(image, step)``.

A drawing receives 8 bit sRGB, with alpha or without, which may be read once from top to bottom; one
that needs rows in another order, or twice, takes a copy in memory first. It gives 8 bit sRGB of the
step's size, and leaves alpha alone unless the effect is about it.
"""
