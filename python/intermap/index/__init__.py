"""The index: facts per file, kept by content hash, and the resolved picture of one project."""
