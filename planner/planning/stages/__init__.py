"""Stages: what one component does, in the fixed order of the specification's execution model.

Each is a function from a component and a scene to the scene after it; `planner.planning.chain`
lists them. A stage leaves the scene as it is when the component does not ask for it.
"""
