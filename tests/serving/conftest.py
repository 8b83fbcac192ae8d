"""A data set made of documents that mean harm beside plain ones, and a server of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from extract.cli import main

SCRIPT = "<script>document.title='owned'</script>"
ARTICLES = [
    {
        "id": "nuoc-1", "title": "Thêm trạm bơm cho Sóc Trăng", "publisher": "Báo Sông Bưởi", "published": "2024-05-02",
        "url": "https://bao.example/nuoc-1.html",
        "text": "Năm 2023, tỉnh Sóc Trăng có 41.215 hộ dân dùng nước sạch.\nMuỗi giảm 12,5% so với năm 2022.",
    },
    {
        "id": "nuoc-2", "title": "Nước sạch về làng", "publisher": "Báo Đồng Lúa", "published": "2024-06-01",
        "url": "https://bao.example/nuoc-2.html",
        "text": "Năm 2023, tỉnh Sóc Trăng có 41.215 hộ dân dùng nước sạch, theo Sở Xây dựng.",
    },
    {
        "id": "nuoc-3", "title": "Nước sạch: tính lại", "publisher": "Báo Đồng Lúa", "published": "2024-07-01",
        "url": "javascript:alert(1)",
        "text": "Năm 2023, tỉnh Sóc Trăng có 39.800 hộ dân dùng nước sạch. Năm 2022, tỉnh Sóc Trăng có 35.100 hộ dân "
        "dùng nước sạch.",
    },
    {
        "id": f"../../{SCRIPT}?&#%", "title": f"{SCRIPT}Giá lúa</title>",
        "publisher": f'"><img src=x onerror=alert(1)>{SCRIPT}', "published": "2024-08-09", "url": f"https://bao.example/{SCRIPT}",
        "text": f"Xã có 77 hồ {SCRIPT} và 12 giếng của “{SCRIPT}”, tăng 3 giếng.",
    },
]  # fmt: skip


class Served(NamedTuple):
    """A running server: its address, the address of its login, and the data set's folder."""

    address: str
    login: str
    folder: Path


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data set, of CSV alone."""
    base = tmp_path_factory.mktemp("serving")
    articles = base / "bài <script>báo.jsonl"
    articles.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in ARTICLES), "utf-8")
    assert main(["run", str(articles), "-o", str(base / "ds #1?"), "--quiet"]) == 0
    return base / "ds #1?"


@pytest.fixture(scope="session")
def served(dataset: Path) -> Iterator[Served]:
    """The data set served by a process of its own."""
    command = [sys.executable, "-m", "extract", "serve", str(dataset), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline(), process.stdout.readline()]
        found = re.search(r"(http://\S+/)login\?token=\S+", lines[1])
        try:
            assert found, lines
            yield Served(found[1], found[0], dataset)
        finally:
            process.terminate()
            process.communicate(timeout=10)
