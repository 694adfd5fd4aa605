"""Survey: what an upload says of itself, by its file and by its pixels."""
