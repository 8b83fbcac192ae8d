"""What all tests share: where the shared material lies, if it is there, and how long property tests search.

`HYPOTHESIS_PROFILE=fuzz` tries many more examples, new ones each time; without it a run is short and always the same.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("short", max_examples=60, derandomize=True, deadline=None, suppress_health_check=SLOW)
settings.register_profile("fuzz", max_examples=5000, deadline=None, suppress_health_check=SLOW)
settings.load_profile("fuzz" if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else "short")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Test ids keep Vietnamese letters; what a terminal cannot show is escaped, what is long gets a number."""
    if not isinstance(val, str) or len(val) >= 80:
        return None
    return val if val.isprintable() else ascii(val)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material: `TRICH_SHARED`, else `../shared` beside the repository; else tests skip."""
    folder = Path(os.environ.get("TRICH_SHARED") or ROOT.parent / "shared")
    if not (folder / "gold").is_dir():
        pytest.skip(f"no shared material at {folder}; set TRICH_SHARED to the folder that holds gold/ and conformance/")
    return folder
