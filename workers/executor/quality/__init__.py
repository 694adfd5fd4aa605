"""Automatic quality: how much of a picture an encoder may lose before one sees it.

`sampling` takes parts of a picture that stand for it, `likeness` measures what encoding does to
them, `searching` finds the encoder's number for a level of ``q_auto`` by trying a few.
"""
