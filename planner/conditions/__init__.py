"""Conditions: what has to hold for components to be drawn.

`condition` is their shape and spelling, `reading` their grammar, `judging` what is known of them.
"""
