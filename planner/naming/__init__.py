"""Naming: transformations that an account has stored under a name, put where they are used.

`definitions` says where they come from, `names` how they are written, `expansion` replaces
``t_name`` by what it stands for before anything else is read.
"""
