"""Text: words as pictures, by Pango through libvips, in fonts that are chosen here."""
