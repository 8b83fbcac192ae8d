"""outputs/sample: the data set of two documents of corpus/. `python -m tests.sample` (`make sample`) builds it anew."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import extract
from extract.dataset import open_dataset

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLE: Final = ROOT / "outputs" / "sample"
INPUTS: Final = ("corpus/bao-cao-kinh-te-phu-yen.html", "corpus/lua-tom-va-tram-y-te.txt")


def build(folder: Path) -> None:
    """Write the data set; sources are named as seen from the repository, wherever it is built."""
    pipeline = extract.Pipeline()
    with open_dataset(folder, ["csv"], settings={"inputs": " ".join(INPUTS)}, overwrite=True) as dataset:
        for document in extract.read(list(INPUTS)):
            dataset.add(document, pipeline.facts(document))


def main() -> None:
    """Build the sample in its place."""
    build(SAMPLE)
    print(f"written: {SAMPLE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
