"""Expressions: arithmetic over numbers, variables and characteristics of the image.

`values` is what they come to, `expression` how they are written, `evaluation` their arithmetic,
`scope` what is known where one stands, `computable` how a parameter accepts them.
"""
