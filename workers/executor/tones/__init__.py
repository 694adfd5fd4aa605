"""Tones: the mathematics of colours that effects and backgrounds are made of."""
