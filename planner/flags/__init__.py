"""The flags: one family a module, each flag a constant, found by `planner.language.flag`."""
