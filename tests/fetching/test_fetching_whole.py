"""The real command against the test site: what is stored, what is refused, and whether the manners are kept."""

from __future__ import annotations

import csv
import json
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.checker import Checker

from tests.fetching import site as web
from tests.fetching.conftest import ROOT, Fetched, Site, command, fetch

MANNERS = ("--allow-private", "--delay", "0.05", "--contact", "mailto:thu@bao.test", "--max-answer", "200000")


@pytest.fixture(scope="module")
def fetched(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Fetched:
    """All hosts, once."""
    more = ("/nhanh-bai-so-mot-20001.html", "/im-lang-bai-nay-khong-toi-20002.html", "/cham-bai-so-hai-20003.html")
    busy = ("/ban/bai-nay-ban-20001.html", "/nghi/bai-nay-nghi-20002.html")
    given = [
        site.url(web.MAP_HOST, "/sitemap.xml"), site.url(web.FEED_HOST, "/tin-moi.rss"),
        site.url(web.SECTION_HOST, "/kinh-te"), site.url(web.CLOSED_HOST, "/bai-khong-toi-duoc-20001.html"),
        *(site.url(web.SLOW_HOST, path) for path in more), *(site.url(web.BUSY_HOST, path) for path in busy),
        "http://khong-co-may-nay.invalid/bai-nay-khong-co-20001.html",
    ]  # fmt: skip
    addresses = site.folder / "given.txt"
    addresses.write_text("# what is to be fetched\n" + "\n".join(given) + "\n", encoding="utf-8")
    folder = tmp_path_factory.mktemp("snapshots")
    return fetch(folder, str(addresses), *MANNERS, "--timeout", "1.5", "--format", "csv,parquet", "--public-archive")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `trich run` to its end."""
    return subprocess.run(
        command("run", *arguments), cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def stored(fetched: Fetched) -> Counter[str]:
    """How many response records there are of each address."""
    found: Counter[str] = Counter()
    for path in sorted(fetched.folder.glob("*.warc.gz")):
        with path.open("rb") as file:
            found.update(r.headers["WARC-Target-URI"] for r in ArchiveIterator(file, WarcRecordType.response))
    return found


def test_some_failed_and_the_table_says_why(fetched: Fetched) -> None:
    assert fetched.status == 1, fetched.err
    reasons = {row["address"].rpartition("/")[2]: row["reason"] for row in fetched.rows() if row["outcome"] == "failed"}
    said = {
        "mat-bai-nay-da-mat-10013.html": "410 Gone",
        "ngan-hon-so-byte-da-bao-10003.html": "cut short",
        "qua-dai-bai-nay-qua-dai-10009.html": "longer than 200000 bytes",
        "sang-cho-la-10014.html": "ftp://",
        "b-a-c-d-10011.html": "circle",
        "bi-mat-cua-may-nay-10000.html": "takes no connections",
        "im-lang-bai-nay-khong-toi-20002.html": "longer than 1.5 seconds",
        "bai-khong-toi-duoc-20001.html": "robots.txt cannot be had: the site answered 503",
        "bai-nay-khong-co-20001.html": "name is not known",
    }  # fmt: skip
    assert {name: said.get(name, "?") in reason for name, reason in reasons.items()} == dict.fromkeys(said, True)


def test_every_reachable_article_is_stored_exactly_once(fetched: Fetched, site: Site) -> None:
    articles = {
        site.url(host, web.slug(host, number))
        for host in (web.MAP_HOST, web.FEED_HOST, web.SECTION_HOST)
        for number in range(24)
    }
    counts = stored(fetched)
    assert {address: counts[address] for address in articles} == dict.fromkeys(articles, 1)
    assert max(counts.values()) == 1
    others = [
        site.url(web.BUSY_HOST, "/ban/bai-nay-ban-20001.html"),
        site.url(web.BUSY_HOST, "/nghi/bai-nay-nghi-20002.html"),
    ]
    assert [counts[address] for address in others] == [1, 1]


def test_no_rule_of_robots_is_broken(fetched: Fetched, site: Site) -> None:
    forbidden = ("/cam/bai-nay", "/rieng/", "?in=1")
    assert [line["path"] for line in site.log() if any(part in str(line["path"]) for part in forbidden)] == []
    assert {path for _, path in site.asked(web.CLOSED_HOST)} == {"/robots.txt"}
    for host in (web.MAP_HOST, web.FEED_HOST, web.SECTION_HOST, web.SLOW_HOST, web.BUSY_HOST):
        assert site.asked(host)[0][1] == "/robots.txt"
    assert sum(row["outcome"] == "forbidden" for row in fetched.rows()) == 3


def test_hosts_rest_between_requests(fetched: Fetched, site: Site) -> None:
    rests = {host: [b - a for (a, _), (b, _) in pairwise(site.asked(host))] for host in web.HOSTS}
    assert min(rests[web.SLOW_HOST][1:]) >= web.CRAWL_DELAY
    assert min(min(rest) for rest in rests.values() if rest) >= 0.05


def test_a_host_that_asks_for_time_gets_it(fetched: Fetched, site: Site) -> None:
    asked = site.asked(web.BUSY_HOST)
    for path in ("/ban/", "/nghi/"):
        first, second = (time for time, asked_for in asked if asked_for.startswith(path))
        between = [time for time, _ in asked if first < time < second]
        assert second - first >= web.RETRY_AFTER and not between


def test_who_asks_is_said_and_no_cookie(fetched: Fetched, site: Site) -> None:
    headers = [dict(line["headers"]) for line in site.log()]  # type: ignore[call-overload]
    assert all("trich/" in one["user-agent"] and "mailto:thu@bao.test" in one["user-agent"] for one in headers)
    assert not any("cookie" in one for one in headers)


def test_warcio_finds_every_digest_right(fetched: Fetched, capsys: pytest.CaptureFixture[str]) -> None:
    class Asked:
        inputs = tuple(map(str, fetched.folder.glob("*.warc.gz")))
        verbose = True

    assert Checker(Asked()).process_all() == 0
    assert "fail" not in capsys.readouterr().out


def test_records_hold_what_was_sent(fetched: Fetched, site: Site) -> None:
    bodies = {}
    for path in fetched.folder.glob("*.warc.gz"):
        with path.open("rb") as file:
            for record in WarcioIterator(file, no_record_parse=False):
                if record.rec_type == "response":
                    bodies[record.rec_headers.get_header("WARC-Target-URI")] = (
                        record.http_headers, record.raw_stream.read()
                    )  # fmt: skip
    head, body = bodies[site.url(web.FEED_HOST, web.ODD[0])]
    assert head.get_header("Content-Encoding") == "gzip" and body[:2] == b"\x1f\x8b"
    head, body = bodies[site.url(web.FEED_HOST, web.ODD[4])]
    assert head.get_header("X-Archive-Orig-Transfer-Encoding") == "chunked"
    assert body == web.page(web.FEED_HOST, web.ODD[4])
    assert bodies[site.url(web.FEED_HOST, web.ODD[3])][1] == web.page(web.FEED_HOST, web.ODD[3])


def test_the_table_leads_to_the_records(fetched: Fetched) -> None:
    import pandas as pd

    rows = fetched.rows()
    assert list(pd.read_parquet(fetched.folder / "snapshots.parquet")["address"]) == [row["address"] for row in rows]
    for row in rows:
        assert bool(row["file"]) == (row["outcome"] in ("stored", "redirected") or row["status"] in ("410", "302"))
        if not row["file"]:
            continue
        with (fetched.folder / row["file"]).open("rb") as file:
            file.seek(int(row["offset"]))
            record = next(iter(WarcioIterator(file)))
            assert record.rec_headers.get_header("WARC-Target-URI") == row["address"]
            assert record.rec_headers.get_header("WARC-Payload-Digest") == row["digest"]
            assert record.rec_headers.get_header("WARC-Date") == row["retrieved"]
        assert row["archived_at"].endswith(row["address"]) and row["retrieved"][:4] in row["archived_at"]


def test_the_closing_table_counts_by_outcome_and_host(fetched: Fetched) -> None:
    assert "stored" in fetched.out and f"{web.SLOW_HOST}: stored 2   failed 1" in fetched.out
    assert "addresses failed; the table of snapshots has a row for each" in fetched.out


def test_a_second_run_stores_only_what_changed(fetched: Fetched, site: Site) -> None:
    (site.folder / "doi").write_text("2", encoding="utf-8")
    changed, same = site.url(web.FEED_HOST, web.ODD[5]), site.url(web.FEED_HOST, web.ODD[0])
    again = fetch(fetched.folder, changed, same, *MANNERS)
    assert (again.row(changed, 2)["outcome"], again.row(same, 2)["outcome"]) == ("stored", "unchanged")
    once_more = fetch(fetched.folder, changed, *MANNERS)
    row, first = once_more.row(changed, 3), once_more.row(changed, 2)
    assert (row["outcome"], row["status"], row["same_as"]) == ("unchanged", "304", f"{first['file']}:{first['offset']}")
    with (fetched.folder / row["file"]).open("rb") as file:
        file.seek(int(row["offset"]))
        record = next(iter(WarcioIterator(file)))
    assert record.rec_type == "revisit"
    assert record.rec_headers.get_header("WARC-Profile").endswith("server-not-modified")
    assert record.rec_headers.get_header("WARC-Refers-To-Date") == first["retrieved"]


def test_a_dry_run_writes_nothing_and_says_what_robots_forbids(site: Site, tmp_path: Path) -> None:
    given = [site.url(web.MAP_HOST, "/sitemap.xml"), site.url(web.FEED_HOST, web.slug(web.FEED_HOST, 0))]
    asked = len(site.log())
    shown = fetch(tmp_path / "out", *given, *MANNERS, "--dry-run", "--since", "2026-11-20")
    assert f"forbidden    {site.url(web.MAP_HOST, '/cam/bai-nay')}" in shown.out
    assert f"fetch        {site.url(web.MAP_HOST, web.slug(web.MAP_HOST, 20))}" in shown.out
    assert f"skipped      {site.url(web.MAP_HOST, web.slug(web.MAP_HOST, 5))}   of 2026-11-06, before" in shown.out
    assert not (tmp_path / "out").exists()
    assert not [line for line in site.log()[asked:] if str(line["path"]).endswith(".html")]


def test_most_pages_and_links_followed_with_traps_left(site: Site, tmp_path: Path) -> None:
    follow = fetch(
        tmp_path / "a", site.url(web.SECTION_HOST, "/kinh-te"), *MANNERS, "--follow", "2", "--paging", "1",
        "--since", "2026-11-10",
    )  # fmt: skip
    traps = {row["reason"] for row in follow.rows() if row["outcome"] == "skipped" and "trap" in row["reason"]}
    assert traps == {"a trap: parts of its path repeat", "a trap: a page of a calendar"}
    assert any("before 2026-11-10" in row["reason"] for row in follow.rows())
    few = fetch(tmp_path / "b", site.url(web.SECTION_HOST, "/kinh-te"), *MANNERS, "--max-pages", "5")
    outcomes = Counter(row["outcome"] for row in few.rows())
    assert outcomes["stored"] == 5 and outcomes["skipped"] > 5


def test_a_page_is_stored_once_whatever_it_is_called(site: Site, tmp_path: Path) -> None:
    found = fetch(tmp_path, site.url(web.COPY_HOST, "/"), *MANNERS)
    rows = {row["address"].partition(site.port)[2]: row for row in found.rows()}
    nothing, printed, other = f"/mat{web.COPIED[2]}", f"/in{web.COPIED[1]}", web.COPIED[6]
    copies = {f"{web.COPIED[0]}?tu=muc", f"{web.COPIED[0]}?tu=tin", printed, f"/a{web.COPIED[8]}"}
    assert {path for path, row in rows.items() if row["outcome"] == "skipped"} == copies
    assert rows[printed]["reason"] == f"a copy of {site.url(web.COPY_HOST, web.COPIED[1])}, which is stored"
    assert {path for path, row in rows.items() if row["outcome"] == "failed"} == {nothing}
    assert set(rows) == {"/", nothing, *web.COPIED[:2], web.COPIED[3], *web.COPIES}
    assert stored(found).total() == len(rows) - len(copies)
    asked = Counter(path for _, path in site.asked(web.COPY_HOST))
    assert {path for path, count in asked.items() if count > 1} == {f"/xem{web.COPIED[2]}", other}  # waited in vain
    again = fetch(tmp_path, site.url(web.COPY_HOST, "/"), *MANNERS)
    outcomes = Counter(row["outcome"] for row in again.rows() if row["round"] == "2")
    assert outcomes == {"skipped": 4, "unchanged": len(rows) - 5, "failed": 1}


def test_run_fetches_addresses_and_says_where_their_snapshots_are(site: Site, tmp_path: Path) -> None:
    done = run(site.url(web.FEED_HOST, web.slug(web.FEED_HOST, 1)), "-o", str(tmp_path / "out"), "--allow-private")
    assert f"written to   {tmp_path / 'out' / 'snapshots'}" in done.stdout, done.stderr
    with (tmp_path / "out" / "facts.csv").open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file))
    row = Fetched(0, "", "", tmp_path / "out" / "snapshots").rows()[0]
    said = f"{row['file']};offset={row['offset']};{row['digest']}"
    assert facts and {(fact["snapshot"], fact["retrieved"]) for fact in facts} == {(said, row["retrieved"])}


def test_run_takes_the_options_of_a_fetch_and_links_each_fact_to_a_public_archive(site: Site, tmp_path: Path) -> None:
    words = (site.url(web.MAP_HOST, "/sitemap.xml"), "-o", str(tmp_path), *MANNERS, "--since", "2026-11-20")
    done = run(*words, "--max-pages", "3", "--public-archive")
    assert done.returncode == 0, done.stderr
    facts = list(csv.DictReader((tmp_path / "facts.csv").read_text(encoding="utf-8").splitlines()))
    rows = {row["file"] + row["offset"]: row for row in Fetched(0, "", "", tmp_path / "snapshots").rows()}
    assert len({fact["url"] for fact in facts}) == 3
    for fact in facts:
        file, offset, digest, link = fact["snapshot"].split(";", 3)
        row = rows[file + offset.removeprefix("offset=")]
        assert (digest, link) == (row["digest"], f"archive={row['archived_at']}")
    asked = len(site.log())
    assert "holds the data of another run" in run(*words, "--format", "csv").stderr
    assert len(site.log()) == asked


def test_run_refuses_options_of_a_fetch_where_nothing_is_fetched(tmp_path: Path) -> None:
    done = run("corpus", "-o", str(tmp_path), "--since", "2026-11-20", "--max-pages", "3")
    assert done.returncode == 2 and "--since, --max-pages: of addresses only" in done.stderr


def test_progress_as_json(site: Site, tmp_path: Path) -> None:
    logged = fetch(tmp_path, site.url(web.FEED_HOST, web.slug(web.FEED_HOST, 0)), *MANNERS, "--json-log")
    events = [json.loads(line) for line in logged.err.splitlines()]
    assert [event["event"] for event in events] == ["address", "end"]
    assert events[0]["host_per_minute"] > 0 and events[1]["outcomes"] == {"stored": {"200": 1}}


def test_the_columns_are_documented() -> None:
    from extract.fetching.snapshots import column_table

    assert column_table() in (ROOT / "docs" / "fetching.md").read_text(encoding="utf-8")
