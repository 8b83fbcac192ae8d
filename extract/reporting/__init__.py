"""A report on a data set: what was read and found, as one page to read or print and as pictures."""

from extract.reporting.page import page
from extract.reporting.tallies import Tallies, tallies
from extract.reporting.writing import write_report

__all__ = ["Tallies", "page", "tallies", "write_report"]
