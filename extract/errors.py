"""What can go wrong, as one tree.

    TrichError
    ├── UsageError (ValueError)       the call or command line asks for something that does not exist
    ├── PatternError (ValueError)     a pattern table holds a bad row; names file and row
    ├── ReadingError (ValueError)     one input cannot be read; the run goes on and records it
    ├── DatasetError (RuntimeError)   the data set cannot be written or opened
    └── StorageError (RuntimeError)   object storage does not answer; no input is to blame, the run ends and can go on

Odd *text* never raises: a document that can be read gives facts or none. Bad *data* (tables, files, options) raises one
of these, and the message says what happened, where, and what to do.
"""

from patterns.errors import PatternError, TrichError

__all__ = ["DatasetError", "PatternError", "ReadingError", "StorageError", "TrichError", "UsageError"]


class UsageError(TrichError, ValueError):
    """The caller asked for something that does not exist or contradicts itself."""


class ReadingError(TrichError, ValueError):
    """One input cannot be read; the message names the file and, where there is one, the line."""


class DatasetError(TrichError, RuntimeError):
    """The output folder cannot be written, or holds what this run must not overwrite."""


class StorageError(TrichError, RuntimeError):
    """Object storage does not answer as it should: no fault of an input or a folder, so nothing is recorded as one."""
