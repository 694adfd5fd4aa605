"""Planning: from a transformation and the facts of an asset to steps with their sizes.

`chain` takes the components one after the other through the `stages`, in their fixed order;
`merging` makes fewer steps of the result; `sizes` knows what each step leaves.
"""
