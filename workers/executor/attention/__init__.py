"""Attention: what of a picture draws the eye, and what can be left out of it."""
