"""What can be written on the command line, and the help that says so."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Final

from extract import manners

__all__ = ["Command", "parser"]

Command = Callable[[argparse.Namespace], int]

_ABOUT: Final = """\
Facts in Vietnamese text as tidy data: one row a figure, with what it counts, where, when, who says so, and the exact
place it was read from.
"""
_EXAMPLES: Final = """\
examples:
  trich run articles/ archive.jsonl.gz -o outputs --format csv,parquet
  trich explain "đến ngày 15/10/2023, đã kích hoạt trên 1,67 triệu tài khoản định danh điện tử"

exit status: 0 done; 1 some inputs failed (the data set is written, the failures are rows in it);
2 nothing was done: wrong use, or a folder that cannot be written
"""
_RUN: Final = """\
Read files and folders, find the facts, write a data set: facts, documents, and datapackage.json that describes them.
Read are text (.txt .md), pages (.html .htm), Word files (.docx .rtf .doc), PDF, workbooks (.xlsx .xls .xlsm .xlsb
.ods), article tables (.jsonl .csv .parquet) and gold files (.json), each also packed (.gz .bz2 .xz) or in an archive
(.zip .tar .warc). Addresses (http:// or https://) are fetched into DIR/snapshots first.
"""
_RUN_EXAMPLES: Final = """\
examples:
  trich run corpus -o outputs
  trich run archive.csv -o outputs --column text=noi_dung --column published=ngay --format sqlite,xlsx
  cat articles.jsonl | trich run - -o - | head
  trich run archive/ -o outputs --workers 8 --format parquet
  trich run https://example.vn/kinh-te -o outputs --contact mailto:ban@example.vn --since 2026-11-01 --max-pages 50
"""
_FETCH: Final = """\
Fetch pages politely and keep what the sites really sent, in WARC files beside a table of snapshots. A fetch that was
broken off goes on where it stopped; a finished one asks again, and stores what has changed.
"""
_FETCH_EXAMPLES: Final = """\
examples:
  trich fetch https://example.vn/rss/tin-moi.rss -o snapshots --contact mailto:ban@example.vn
  trich fetch https://example.vn/sitemap.xml -o snapshots --since 2026-11-01 --dry-run
  trich run snapshots -o outputs
"""


class _Form(argparse.RawDescriptionHelpFormatter):
    """Texts as they are written, wide enough for the options."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=110)


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser; `commands` says which function runs which command."""
    top = argparse.ArgumentParser(
        "trich", description=_ABOUT, epilog=_EXAMPLES, formatter_class=_Form, allow_abbrev=False
    )
    top.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (help_text, describe) in _COMMANDS.items():
        command = subparsers.add_parser(name, help=help_text, formatter_class=_Form, allow_abbrev=False)
        describe(command)
        command.set_defaults(command=commands[name])
    return top


class _Version(argparse.Action):
    """Asks for the installed version only when it is wanted."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("trich")
        except PackageNotFoundError:
            number = "(not installed: run from its source)"
        print(f"trich {number}")
        parser.exit(0)


def _run(command: argparse.ArgumentParser) -> None:
    command.description, command.epilog = _RUN, _RUN_EXAMPLES
    _inputs(command)
    command.add_argument(
        "-o", "--output", required=True, metavar="DIR", help="the folder to write; - streams facts as JSONL"
    )
    command.add_argument(
        "--format", metavar="LIST", help="csv,jsonl,parquet,sqlite,xlsx: one or more, with commas (default csv)"
    )
    command.add_argument(
        "--part-rows", type=int, metavar="N", help="the most rows of a file in Parquet (default a million)"
    )
    command.add_argument(
        "--spreadsheet", action="store_true", help="make the CSV safe and legible for spreadsheet programs"
    )
    command.add_argument("--overwrite", action="store_true", help="replace the data set of another run in DIR")
    command.add_argument(
        "--workers", type=int, metavar="N",
        help="read by N processes, and remember what is done: after a break, or a change, only the rest is read",
    )  # fmt: skip
    command.add_argument(
        "--engine", choices=("processes", "dask"), help="who reads: processes of this machine, or a Dask cluster"
    )
    command.add_argument("--scheduler", default="", metavar="ADDRESS", help="of the Dask cluster: tcp://HOST:8786")
    command.add_argument(
        "--redo", action="store_true", help="read all anew, whatever is remembered, and replace what is in DIR"
    )
    command.add_argument(
        "--document-seconds", type=float, default=300, metavar="S",
        help="with --workers or --engine: the longest that one document may take (default 300)",
    )  # fmt: skip
    command.add_argument(
        "--public-archive", action="store_true",
        help="of pages from WARC files and addresses: add a link to a public web archive to `snapshot` of each fact",
    )  # fmt: skip
    _tables(command)
    command.add_argument("--quiet", action="store_true", help="no progress and no summary; only what went wrong")
    command.add_argument(
        "--json-log", action="store_true", help="progress, notices and summary as JSON lines on stderr"
    )
    manners.offer(command.add_argument_group("of addresses", "how they are fetched; docs/fetching.md tells more"))


def _fetch(command: argparse.ArgumentParser) -> None:
    command.description, command.epilog = _FETCH, _FETCH_EXAMPLES
    command.add_argument(
        "inputs", nargs="+", metavar="ADDRESS",
        help="an address of an article, a section, a feed or a sitemap; or a file of such addresses, - standard input",
    )  # fmt: skip
    command.add_argument("-o", "--output", required=True, metavar="FOLDER", help="the folder of snapshots")
    command.add_argument(
        "--format", default="csv", metavar="LIST", help="csv,parquet: how the table of snapshots is written"
    )
    manners.offer(command)
    command.add_argument(
        "--public-archive", action="store_true", help="add a link to a public web archive to each snapshot"
    )
    command.add_argument("--dry-run", action="store_true", help="only say what would be fetched, and what may not be")
    command.add_argument("--quiet", action="store_true", help="no progress and no summary; only what went wrong")
    command.add_argument(
        "--json-log", action="store_true", help="progress, notices and summary as JSON lines on stderr"
    )
    _tables(command)


def _read(command: argparse.ArgumentParser) -> None:
    command.description = "Show what the reader sees: one JSON object a document, its text and its blocks."
    command.epilog = "example:\n  trich read page.html | jq .title"
    _inputs(command)
    _tables(command)


def _explain(command: argparse.ArgumentParser) -> None:
    command.description = "Show how a text is read: every figure with the pattern row behind each of its fields."
    command.epilog = 'example:\n  trich explain "6 tháng đầu năm nay, xã trồng 12,5 ha chè" --published 2023-11-20'
    command.add_argument("text", metavar="SENTENCE", help="the text; - reads it from standard input")
    command.add_argument("--published", metavar="DATE", help="the day it was published: what “năm nay” is told from")
    command.add_argument("--title", help="the title it stands under")
    _tables(command)
    command.add_argument("--json", action="store_true", help="one JSON object instead of text")


def _score(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Compare a data set with gold files: precision, recall, each field, and whether confidence tells."
    )
    command.epilog = "example:\n  trich run gold -o found && trich score gold found --by kind --errors 20"
    command.add_argument("gold", metavar="GOLD", help="a folder of gold files, one NAME.json a document")
    command.add_argument("found", metavar="DIR", help="a data set with facts.csv or facts.jsonl, or such a file")
    command.add_argument("--by", choices=("kind", "doc"), help="also by kind of figure or by document")
    command.add_argument("--errors", type=int, default=0, metavar="N", help="also the first N differences")
    command.add_argument("--json", action="store_true", help="the measures as one JSON object")


def _page(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Write facts of a data set as one page of evidence: each with its quotation, the figure marked in it, what is "
        "known of it, and a link to the place in its source. The page loads nothing and needs no network or script."
    )
    command.epilog = (
        'examples:\n  trich page outputs -o evidence.html --where "place=Thanh Hóa" --where "indicator~tai khoan"\n'
        "  trich page outputs -o targets.html --where status=target --where period_end>=2025-01-01 --language en\n\n"
        "conditions: COLUMN=VALUE (nothing behind = asks for null), COLUMN~WORDS (in any case, with or without their\n"
        "marks), COLUMN>=NUMBER, COLUMN<=NUMBER (days too); of several all must hold"
    )
    command.add_argument("dataset", metavar="DIR", help="the data set")
    command.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="the page to write; - is standard output"
    )
    command.add_argument(
        "--where", action="append", default=[], metavar="CONDITION", help="which facts; may be repeated"
    )
    command.add_argument("--most", type=int, default=1000, metavar="N", help="the first N facts (default 1000)")
    command.add_argument("--language", choices=("vi", "en"), default="vi", help="of the page's own words (default vi)")


def _check(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Hold a claim against a data set: of each figure, whether the facts there support it, contradict it, or do\n"
        "not speak of it, with the quotations it rests on and how they differ from the claim."
    )
    command.epilog = (
        'examples:\n  trich check "Thanh Hóa đã kích hoạt 1,67 triệu tài khoản định danh điện tử" outputs\n'
        "  trich check --claims claims.csv --column cau outputs -o answers.csv\n\n"
        "exit status: 0 every figure is supported; 1 some are not; 2 nothing was done"
    )
    command.add_argument("claim", metavar="CLAIM", help="the claim, as one would write it; with --claims a file")
    command.add_argument("dataset", metavar="DIR", help="the data set; one with a database answers quickest")
    command.add_argument(
        "--claims", action="store_true", help="CLAIM is a file of claims: a line each, or a column of .csv or .jsonl"
    )
    command.add_argument("--column", default="claim", metavar="NAME", help="that column (default claim)")
    command.add_argument("--published", metavar="DATE", help="the day of the claim: what “năm nay” is told from")
    command.add_argument("-o", "--output", metavar="FILE", help="write the answers as a table: .jsonl, else CSV")
    command.add_argument("--most", type=int, default=3, metavar="N", help="show N facts for each figure (default 3)")
    command.add_argument("--json", action="store_true", help="one JSON object a figure, with all its evidence")
    command.add_argument(
        "--patterns", metavar="FOLDER", help="tables of your own, in place of the built-in ones of their names"
    )


def _verify(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Read the sources of a data set again, with the options of its run, and say of every citation whether the "
        "words it quotes stand where it says (exact), at one other place of the document (moved), or not (lost)."
    )
    command.epilog = (
        "examples:\n  trich verify outputs\n  trich verify archive/facts --base archive -o verdicts.csv\n\n"
        "exit status: 0 every citation is exact; 1 some are not; 2 nothing was done"
    )
    command.add_argument("dataset", metavar="DIR", help="the data set")
    command.add_argument(
        "--base", default="", metavar="FOLDER", help="the folder that the run was started in (default: this one)"
    )
    command.add_argument("-o", "--output", metavar="FILE", help="write the verdict on every citation as CSV")
    command.add_argument(
        "--show", type=int, default=20, metavar="N", help="name the first N citations that are not exact (default 20)"
    )


def _serve(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Show a data set in a browser: search it, read each fact in its text with what other sources say and why it "
        "was read so, see indicators through time, and review facts. The first start reads the sources again and makes "
        "an index (DIR/.serving). Anyone who can reach the address can read; only the printed token lets review."
    )
    command.epilog = "examples:\n  trich serve outputs\n  trich serve archive/facts --base archive --port 8080"
    command.add_argument("dataset", metavar="DIR", help="the data set, of any format")
    command.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="listen there (default 127.0.0.1)")
    command.add_argument("--port", type=int, default=8001, metavar="N", help="its port; 0 any free one (default 8001)")
    command.add_argument(
        "--name", action="append", default=[], metavar="HOST",
        help="a name that browsers call the server by, beside the address it listens on; may be repeated",
    )  # fmt: skip
    command.add_argument(
        "--base", default="", metavar="FOLDER", help="the folder that the run was started in (default: this one)"
    )
    command.add_argument("--again", action="store_true", help="read the sources and make the index anew")


def _stories(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Find the same story in several documents of a data set, count how many independent sources state each fact, "
        "and list the facts that contradict each other. The sources are read again, with the options of the run; the "
        "data set is written anew with the tables stories and conflicts, all at once."
    )
    command.epilog = (
        "examples:\n  trich stories outputs\n  trich stories archive/facts --base archive --memory 4GB\n\n"
        "exit status: 0 done; 1 done, but some texts could not be read again; 2 nothing was done"
    )
    command.add_argument("dataset", metavar="DIR", help="the data set")
    command.add_argument(
        "--base", default="", metavar="FOLDER", help="the folder that the run was started in (default: this one)"
    )
    command.add_argument(
        "--memory", default="1GB", metavar="SIZE", help="what the database may take; more goes to disk (default 1GB)"
    )
    command.add_argument("--quiet", action="store_true", help="no notices and no summary")


def _review(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Tell what people found of the facts of a data set (the reviews that `trich serve` keeps beside it), and write "
        "what follows from that: a corrected data set, gold files. Of several reviews of a fact the last counts. A "
        "review whose source has changed since is outdated: it is told, and nothing is done by it."
    )
    command.epilog = (
        "examples:\n  trich review outputs\n  trich review outputs -o corrected\n"
        "  trich review outputs --gold gold && trich score gold outputs\n\n"
        "exit status: 0 all reviews hold; 1 some are outdated; 2 nothing was done"
    )
    command.add_argument("dataset", metavar="DIR", help="the data set")
    command.add_argument("-o", "--output", metavar="DIR", help="write the data set, corrected, into another folder")
    command.add_argument("--gold", metavar="FOLDER", help="write a gold file for each document with reviews")
    command.add_argument(
        "--base", default="", metavar="FOLDER", help="the folder that the run was started in (default: this one)"
    )


def _report(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Say what was read and found: documents and facts by outcome, publisher, year and kind, and what sources share "
        "and dispute. Written are one page that loads nothing and needs no script, and a PNG of each chart."
    )
    command.epilog = "examples:\n  trich report outputs -o report\n  trich report outputs -o report --language en"
    command.add_argument("dataset", metavar="DIR", help="the data set")
    command.add_argument("-o", "--output", required=True, metavar="FOLDER", help="the folder of the report")
    command.add_argument(
        "--language", choices=("vi", "en"), default="vi", help="of the report's own words (default vi)"
    )


def _patterns(command: argparse.ArgumentParser) -> None:
    command.description = "The tables that the reading goes by: look them up, and run the proofs that their rows carry."
    command.epilog = "examples:\n  trich patterns list qualifiers\n  trich patterns check my-tables"
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the tables, or the rows of one", formatter_class=_Form)
    listing.add_argument("table", nargs="?", metavar="TABLE", help="a table's name")
    _tables(listing)
    listing.set_defaults(action="list")
    check = actions.add_parser("check", help="run the examples and counter-examples of all rows", formatter_class=_Form)
    check.add_argument(
        "patterns", nargs="?", metavar="FOLDER", help="tables of your own, in place of the built-in ones of their names"
    )
    check.set_defaults(action="check")


def _inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="a file or folder; - is JSONL articles on standard input"
    )
    command.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME=COLUMN",
        help="a table's own column for id, title, publisher, published, url or text; may be repeated",
    )
    command.add_argument(
        "--encoding", default="", help="the encoding of all inputs, where it is not to be found by looking"
    )
    command.add_argument(
        "--no-sites", action="store_true", help="read pages of known sites like any others, without the rows of sites"
    )
    command.add_argument(
        "--max-bytes", type=int, metavar="N", help="the longest text, page, line or cell to read (default 64 MiB)"
    )
    for option, (kind, help_text) in _LIMITS.items():
        command.add_argument(option, type=kind, metavar="N", help=help_text)


_LIMITS: Final[dict[str, tuple[type[int] | type[float], str]]] = {
    "--max-ratio": (int, "how many times its stored size a packed file or an archive may unpack to (default 200)"),
    "--max-depth": (int, "how deep archives may lie in one another (default 3)"),
    "--max-seconds": (float, "the time that one Word file or workbook may take to read (default 60)"),
    "--max-memory": (int, "the memory in bytes that the process that reads these may take (default 1 GiB)"),
}


def _tables(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--patterns", metavar="FOLDER", help="tables of your own, in place of the built-in ones of their names"
    )


_COMMANDS: Final[dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]]] = {
    "run": ("files and folders to a data set of facts", _run),
    "fetch": ("addresses to snapshots of their pages", _fetch),
    "read": ("what the reader sees of a file", _read),
    "explain": ("how each figure of a sentence is read", _explain),
    "score": ("precision and recall against gold of your own", _score),
    "page": ("facts with their quotations as one page to read or print", _page),
    "verify": ("whether each citation still stands in its source", _verify),
    "check": ("what a data set says to a claim, with quotations", _check),
    "serve": ("a data set to search, read in context and review in a browser", _serve),
    "stories": ("reprints, independent sources and contradictions", _stories),
    "review": ("what people found of the facts, as a corrected data set and as gold", _review),
    "report": ("what was read and found, as a page and pictures", _report),
    "patterns": ("the tables behind it all, and their proofs", _patterns),
}
