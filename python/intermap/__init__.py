"""Intermap: a map of a code base (who calls what, what breaks, which tests) for people and agents.

Standard library only. Run it as ``python -m intermap --sidecar`` (JSON lines on stdin and stdout)
or once with ``python -m intermap --command NAME --project FOLDER``.
"""

__version__ = "0.1.0"
