"""What can go wrong, as one tree.

    TrichError
    ├── UsageError (ValueError)       the call or command line asks for something that does not exist
    ├── PatternError (ValueError)     a pattern table holds a bad row; names file and row
    ├── ReadingError (ValueError)     one input cannot be read; the run goes on and records it
    └── DatasetError (RuntimeError)   the data set cannot be written or opened

Odd *text* never raises: a document that can be read gives facts or none. Bad *data* (tables, files, options) raises one
of these, and the message says what happened, where, and what to do.
"""

from patterns.errors import PatternError, TrichError

__all__ = ["DatasetError", "PatternError", "ReadingError", "TrichError", "UsageError"]


class UsageError(TrichError, ValueError):
    """The caller asked for something that does not exist or contradicts itself."""


class ReadingError(TrichError, ValueError):
    """One input cannot be read; the message names the file and, where there is one, the line."""


class DatasetError(TrichError, RuntimeError):
    """The output folder cannot be written, or holds what this run must not overwrite."""
