"""Encoders: one module for each output format, as `workers.executor.encoding.Encoder` says."""
