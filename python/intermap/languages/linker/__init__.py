"""Gives the names in the extractor's facts their meaning across files (TypeScript, JavaScript, Go, Rust, Java)."""

from __future__ import annotations

from .linked_graph import LinkedGraph

__all__ = ["LinkedGraph"]
