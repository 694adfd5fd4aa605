"""Automatic quality: how much of a picture an encoder may lose before one sees it.

`sampling` takes parts of a picture that stand for it, `likeness` measures what encoding does to
them. `forecast` tells beforehand, by arithmetic, what some steps of an encoder would do, `steps`
which steps its numbers mean. `searching` finds the number for a level of ``q_auto``: where the
forecast says, corrected by what one trial really loses. `trying` reads trials back.
"""
