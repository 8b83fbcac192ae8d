"""Fixtures of all tests: where the shared material lies, if it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_make_parametrize_id(val: object) -> str | None:
    """Test ids keep Vietnamese letters."""
    return val if isinstance(val, str) else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material: `TRICH_SHARED`, else `../shared` beside the repository; the test is skipped without."""
    folder = Path(os.environ.get("TRICH_SHARED") or ROOT.parent / "shared")
    if not (folder / "gold").is_dir():
        pytest.skip(f"no shared material at {folder}; set TRICH_SHARED to the folder that holds gold/ and conformance/")
    return folder
