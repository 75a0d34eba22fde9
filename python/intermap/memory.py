"""What the system's allocator does not do by itself."""

from __future__ import annotations


def give_back_free_memory() -> None:
    """Return to the system what large work has left free in the C library's heap (glibc keeps it otherwise)."""
    try:
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
    except (ImportError, AttributeError, OSError, TypeError):
        pass  # Another C library, or a Python built without ctypes: the memory is used again later.
