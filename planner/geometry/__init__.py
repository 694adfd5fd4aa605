"""Geometry: from a requested resize and a size to steps and the size that results."""
