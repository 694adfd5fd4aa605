"""The transformation language: what a declaration is, and what is derived from declarations.

Values have grammars (`grammar` and the kinds beside it), parameters are declared under
`planner.parameters` and found by `registry`; `component` reads and prints what stands between two
slashes. Adding a parameter is adding a declaration.
"""
