"""Transformations as the vendor's SDKs spell them: every one must be understood."""
