"""SVG: what of a drawing is drawn and delivered, and what never is."""
