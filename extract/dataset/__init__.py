"""The last stage: facts and documents as tables on disk, as a stream, as pandas frames."""

from extract.dataset.cells import plain
from extract.dataset.counts import Summary
from extract.dataset.frames import read_dataset, summary, to_frame
from extract.dataset.streaming import FactStream, stream_facts
from extract.dataset.writing import DatasetWriter, open_dataset

__all__ = [
    "DatasetWriter",
    "FactStream",
    "Summary",
    "open_dataset",
    "plain",
    "read_dataset",
    "stream_facts",
    "summary",
    "to_frame",
]
