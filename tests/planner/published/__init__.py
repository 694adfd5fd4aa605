"""Every transformation and address that the vendor's documents of this language publish."""
