"""Whatever pages name as their addresses, a round ends, and nothing is lost: without a network, on the round itself."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from extract.fetching.archive import Archive, now
from extract.fetching.connection import Exchange
from extract.fetching.judging import Reply
from extract.fetching.ledger import Found, Ledger
from extract.fetching.options import FetchOptions
from extract.fetching.round import Round
from tests.fetching.test_fetching_killed import HEAD

PAGES = [f"http://{host}/xa-co-them-ho-nuoi-ong-1000{n}.html" for n in range(3) for host in ("bao.test", "m.bao.test")]
GONE = "http://bao.test/xa-khong-con-trang-nay-20000.html"


class Unflushed(Archive):
    """Leaves the disk in peace: nothing is killed here."""

    def _flush(self) -> None:
        self._file.flush()


class Nobody:
    """Looks at nothing."""

    def visited(self, address: str, outcome: str, reason: str, ledger: Ledger) -> None:
        """One more address is done."""


def reply(address: str, names: dict[str, str], title: str) -> Reply:
    """What the site answers."""
    if address == GONE:
        return Reply(404, {"content-type": "text/html"}, b"")
    link = f'<link rel="canonical" href="{names[address]}">' if address in names else ""
    body = f"<html><head><title>{title}</title>{link}</head><body>{address}</body></html>"
    return Reply(200, {"content-type": "text/html"}, body.encode())


EXCHANGE = Exchange(b"GET / HTTP/1.1\r\n\r\n", HEAD)


def done(folder: Path, names: dict[str, str], titles: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Each address with its outcome and reason, after a round in which all hosts are asked side by side."""
    ledger, archive = Ledger(None), Unflushed(folder, {}, "trich/0")
    round_ = Round(ledger, archive, FetchOptions(), Nobody(), lambda address: None)
    ledger.add(Found(address, "article") for address in PAGES)
    asked = 0
    while round_.has_waiting:
        turn = list(iter(round_.take, None))
        for visit in turn:
            address = visit.found.address
            round_.answered(visit, now(), reply(address, names, titles.get(address, "")), EXCHANGE)
        asked += len(turn)
        assert turn or not round_.has_waiting, "all wait for one another"
        assert asked <= 2 * len(PAGES) + 1
    found = {row["address"]: (row["outcome"], row["reason"] or "") for row in ledger.rows()}
    archive.close()
    ledger.close()
    return found


@given(
    st.dictionaries(st.sampled_from(PAGES), st.sampled_from([*PAGES, GONE])),
    st.dictionaries(st.sampled_from(PAGES), st.sampled_from(["Ong mật", "Lúa tôm"]), min_size=len(PAGES)),
)
def test_a_round_ends_and_every_page_is_stored_or_a_copy_of_one_that_is(
    names: dict[str, str], titles: dict[str, str]
) -> None:
    with TemporaryDirectory() as folder:
        found = done(Path(folder), names, titles)
    for address in PAGES:
        outcome, reason = found[address]
        if outcome == "skipped":
            assert found[names[address]][0] == "stored" and names[address] in reason
            assert titles[names[address]] == titles[address]
        else:
            assert outcome == "stored"
