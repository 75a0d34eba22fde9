"""The project folder: which files count, what they are, and what git says of them."""
