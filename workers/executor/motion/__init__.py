"""Motion: the frames of animations, one by one and joined, and how long each is shown."""
