"""Tables: what a .cube or a .3dl file makes of each colour.

`cube` and `three_dl` read the two formats into a `table`, which `reading` chooses between.
"""
