"""`python -m tests.conformance [FOLDER]`: every suite, passed of judged, then each failure and each case not judged."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.conformance.report import report, run


def main() -> None:
    """Print the report for the folder given, else for that of the shared material."""
    shared = Path(os.environ.get("TRICH_SHARED") or Path(__file__).resolve().parents[3] / "shared")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else shared / "conformance"
    if not any(folder.glob("*.jsonl")):
        sys.exit(f"no suites in {folder}; name their folder, or set TRICH_SHARED to the one that holds conformance/")
    verdicts = run(folder)
    sys.stdout.write(report(verdicts) + "\n")


if __name__ == "__main__":
    main()
