"""Geometry: what a crop mode with its qualifiers means on an image of a given size.

The box is resolved first (`box`), then the mode's family works towards it (`scaling`, `padding`,
`cropping`), with gravity deciding what is kept and where (`gravity`).
"""
