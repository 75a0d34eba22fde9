"""Front ends: one for Python (the standard `ast` module), one for the languages of the tree-sitter extractor."""
