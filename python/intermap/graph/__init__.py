"""Questions to the code graph that no language has a say in: cycles, importance, paths through callers."""
