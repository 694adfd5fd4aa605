"""Loaders: how each format that is let in is opened; `known` has them by name."""
