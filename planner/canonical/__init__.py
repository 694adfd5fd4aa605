"""The canonical transformation: where all spellings of one meaning meet.

Each rule is a module with one function from a component to an equivalent one; `form` applies them
and gathers what concerns the delivery. A rule holds for every image: what only some images make
idle stays.
"""
