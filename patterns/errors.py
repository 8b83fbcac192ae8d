"""The root of the error tree, and the error that tables raise: here, as `patterns` imports nothing of `extract`."""


class TrichError(Exception):
    """Base of every error that trich raises on purpose."""


class PatternError(TrichError, ValueError):
    """A pattern table is malformed; the message names the file and the row."""
