"""The effects: one family a module, each effect a constant, found by `planner.language.effect`.

An effect is declared once; what it takes is built of the kinds in `planner.language.terms`.
"""
