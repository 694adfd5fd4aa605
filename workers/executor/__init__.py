"""The pyvips executor: draws render plans. It runs in the render child only."""
