"""The parameters of the language, one module for each noun.

Every public constant here that is a Declaration is a parameter; nothing else registers it. A
module's function ``check(component)``, where it has one, refuses what cannot be combined in a
component whatever the image, by raising TransformationError.
"""
