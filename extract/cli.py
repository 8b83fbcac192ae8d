"""The command line: each command of `trich`. The only module that prints.

Exit status: 0 done; 1 some inputs failed (the data set is written, the failures are rows in it) or proofs do not
hold; 2 nothing was done, by wrong use or because the folder cannot be written; 130 interrupted. What a command needs
is imported inside it, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Final

from extract.arguments import Command, parser
from extract.asking import as_asked, day_of, formats, is_address, read_options, settings
from extract.errors import ReadingError, TrichError, UsageError
from extract.manners import fetch_options, given
from extract.storage import is_remote, on_disk

if TYPE_CHECKING:
    from pathlib import Path

    from extract.batch.engine import Engine
    from extract.checking.claims import Answer
    from extract.dataset import DatasetWriter, FactStream, Summary
    from extract.fetching import FetchOptions
    from extract.model import Document
    from extract.pipeline import Pipeline
    from extract.running import Report
    from extract.watching import Onlooker

__all__ = ["main"]

DONE: Final = 0
SOME_FAILED: Final = 1
NOTHING_DONE: Final = 2
INTERRUPTED: Final = 130
TERMINATED: Final = 143
PLACES_SHOWN: Final = 8
SNAPSHOTS: Final = "snapshots"  # the folder in a data set that keeps what was fetched for it


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit status. `argv` are the arguments without the program's name."""
    _speak_utf8()
    try:
        arguments = parser(_COMMANDS).parse_args(sys.argv[1:] if argv is None else argv)
        with _terminable(), _seldom_collecting():
            command: Command = arguments.command
            status = command(arguments)
            sys.stdout.flush()
            return status
    except SystemExit as end:  # argparse has said what is wrong, or what was asked for; or we were told to end
        return end.code if isinstance(end.code, int) else DONE
    except ReadingError as error:
        return _said(error, SOME_FAILED)
    except TrichError as error:
        return _said(error, NOTHING_DONE)
    except KeyboardInterrupt:
        return _said("interrupted; nothing half-written is left", INTERRUPTED)
    except BrokenPipeError:
        return _without_reader()


def _speak_utf8() -> None:
    """Vietnamese is written as UTF-8 whatever the locale says; a lone surrogate as the escape that JSON reads back."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a stream that a test or a notebook put in its place
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


@contextmanager
def _terminable() -> Iterator[None]:
    """A request to end (SIGTERM) unwinds the run like an error, so that its half-written files are removed."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(TERMINATED)

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not in the main thread: whoever called us minds the signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Let the collector of cyclic garbage look at 200,000 new objects at a time: a command makes next to none of it."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _said(message: object, status: int) -> int:
    with suppress(BrokenPipeError):
        print(f"trich: {message}", file=sys.stderr)
    return status


def _without_reader() -> int:
    """The reader of our output went away (`| head`): it has what it wanted, and Python must not complain at exit."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


# -- run ----------------------------------------------------------------------------------------------------


def _run(arguments: argparse.Namespace) -> int:
    if arguments.workers is not None or arguments.redo or arguments.engine or arguments.scheduler:
        return _run_in_shards(arguments)
    from time import monotonic

    from extract.reading import read
    from extract.running import run
    from extract.watching import onlooker

    start = monotonic()
    inputs, fetched = _snapshots_of_addresses(arguments)
    with onlooker(sys.stderr, quiet=arguments.quiet, json_log=arguments.json_log) as watch:
        options = read_options(arguments, watch.notice)
        pipeline = _pipeline(arguments.patterns)
        pipeline.prepare()
        with _sink(arguments) as sink:
            report = run(read(inputs, options), pipeline, sink, watch)
    _close(arguments, watch, sink.summary(top=PLACES_SHOWN), report, monotonic() - start)
    return SOME_FAILED if report.failed else fetched


def _run_in_shards(arguments: argparse.Namespace) -> int:
    """The same by many processes, remembered shard by shard."""
    from time import monotonic

    from extract.batch.run import Request, run_in_shards
    from extract.watching import onlooker

    start = monotonic()
    if arguments.output in ("", "-"):
        raise UsageError("--workers, --engine and --redo need a folder that keeps what is done: name one with -o")
    inputs, fetched = _snapshots_of_addresses(arguments)
    with onlooker(sys.stderr, quiet=arguments.quiet, json_log=arguments.json_log) as watch:
        request = Request(
            inputs, on_disk(arguments.output), formats(arguments), settings(arguments),
            read_options(arguments, watch.notice), arguments.patterns, arguments.part_rows,
            spreadsheet=arguments.spreadsheet,
            overwrite=arguments.overwrite, redo=arguments.redo,
        )  # fmt: skip
        summary, report = run_in_shards(request, _engine(arguments, watch), watch)
    _close(arguments, watch, summary, report, monotonic() - start)
    return SOME_FAILED if report.failed else fetched


def _engine(arguments: argparse.Namespace, watch: Onlooker) -> Engine:
    """What does the shards: processes of this machine, or a cluster."""
    workers, seconds = arguments.workers, arguments.document_seconds
    if arguments.engine == "dask" or (arguments.scheduler and not arguments.engine):
        from extract.batch.cluster import Cluster

        if not arguments.scheduler:
            raise UsageError("--engine dask needs the address of its scheduler: --scheduler tcp://HOST:8786")
        if workers is not None:
            raise UsageError("--workers is for this machine; a cluster has the workers that were started for it")
        return Cluster(arguments.scheduler, watch, seconds)
    from extract.batch.engine import Processes

    if arguments.scheduler:
        raise UsageError("--scheduler is for --engine dask")
    if workers is not None and workers < 1:
        raise UsageError("--workers must be at least 1")
    return Processes(workers or 1, watch, seconds)


def _snapshots_of_addresses(arguments: argparse.Namespace) -> tuple[list[str], int]:
    """The inputs, with the addresses among them fetched into DIR/snapshots, which is read in their place; the status.

    Raises KeyboardInterrupt where the fetch was interrupted.
    """
    addresses = [written for written in arguments.inputs if is_address(written)]
    if not addresses:
        if asked := given(arguments):
            raise UsageError(f"{', '.join(asked)}: of addresses only, and none of the inputs is one")
        return list(arguments.inputs), DONE
    if arguments.output in ("", "-"):
        raise UsageError("what is fetched from addresses is kept in -o DIR/snapshots: name a folder")
    if is_remote(arguments.output):
        raise UsageError("what is fetched is kept in a folder of this machine: fetch it first (trich fetch), then run")
    # Whatever speaks against writing there is said before any page is asked for.
    _data_set(arguments, overwrite=arguments.overwrite or arguments.redo).replaces()
    folder = os.path.join(arguments.output, SNAPSHOTS)  # noqa: PTH118 - paths stay as the user wrote them
    status = _fetch_into(folder, addresses, fetch_options(arguments), arguments)
    if status == INTERRUPTED:
        raise KeyboardInterrupt
    return [*(written for written in arguments.inputs if written not in addresses), folder], status


def _sink(arguments: argparse.Namespace) -> DatasetWriter | FactStream:
    from extract.dataset import stream_facts

    if not arguments.output:
        raise UsageError("-o names the folder to write, or - for standard output")
    if arguments.output == "-":
        if arguments.format is not None or arguments.spreadsheet or arguments.overwrite:
            raise UsageError("-o - streams facts as JSONL; for --format, --spreadsheet or --overwrite name a folder")
        return stream_facts(sys.stdout.buffer)
    return _data_set(arguments, overwrite=arguments.overwrite)


def _data_set(arguments: argparse.Namespace, *, overwrite: bool) -> DatasetWriter:
    from extract.dataset import open_dataset

    return open_dataset(
        on_disk(arguments.output), formats(arguments), settings=settings(arguments), spreadsheet=arguments.spreadsheet,
        overwrite=overwrite, part_rows=arguments.part_rows,
    )  # fmt: skip


def _close(arguments: argparse.Namespace, watch: Onlooker, summary: Summary, report: Report, seconds: float) -> None:
    from extract.closing import as_event, failures, lines
    from extract.watching import JsonLog

    to_stream = arguments.output == "-"
    target, files = ("standard output", []) if to_stream else (arguments.output, _files(arguments.output))
    if isinstance(watch, JsonLog):
        watch.event("end", **as_event(summary, report, target, files))
    elif arguments.quiet:
        for line in failures(report):
            print(line, file=sys.stderr)
    else:
        for line in lines(summary, report, target, files, seconds):
            print(line, file=sys.stderr if to_stream else sys.stdout)


def _files(folder: str) -> list[str]:
    """The files of the data set just written, as its description lists them."""
    from extract.dataset.package import paths_of
    from extract.dataset.scanning import descriptor_of

    resources = descriptor_of(on_disk(folder))["resources"]
    return [*dict.fromkeys(map(_shown, map(paths_of, resources))), "datapackage.json"]


def _shown(paths: Sequence[str]) -> str:
    """A file, or the folder of a table's parts."""
    return paths[0] if len(paths) == 1 else f"{paths[0].rpartition('/')[0]}/ ({len(paths)} parts)"


def _pipeline(folder: str | None) -> Pipeline:
    from extract.pipeline import Pipeline
    from patterns import load

    return Pipeline(load(folder))


# -- fetch --------------------------------------------------------------------------------------------------


def _fetch(arguments: argparse.Namespace) -> int:
    options = fetch_options(arguments, [name.strip() for name in arguments.format.split(",")])
    return _fetch_into(arguments.output, arguments.inputs, options, arguments)


def _fetch_into(folder: str, inputs: Sequence[str], options: FetchOptions, arguments: argparse.Namespace) -> int:
    from time import monotonic

    from extract.fetching.crawl import fetch
    from extract.fetching.watching import FetchLog, fetch_watch

    start = monotonic()
    with fetch_watch(sys.stderr, quiet=arguments.quiet, json_log=arguments.json_log) as watch:
        if not options.contact:
            watch.notice("no --contact: sites cannot tell who asks, and may refuse; such as mailto:ban@example.vn")
        report = fetch(inputs, folder, options, watch)
    if isinstance(watch, FetchLog):
        watch.event("end", **report.as_event())
    elif options.dry_run:
        for line in report.shown():
            print(line)
    else:
        lines = report.failure_lines() if arguments.quiet else report.lines(monotonic() - start, folder)
        for line in lines:
            print(line, file=sys.stderr if arguments.quiet else sys.stdout)
    return INTERRUPTED if report.interrupted else SOME_FAILED if report.failed else DONE


# -- the other commands -------------------------------------------------------------------------------------


def _read(arguments: argparse.Namespace) -> int:
    import json

    from extract.reading import read, view

    def notice(text: str) -> None:
        _said(text, DONE)

    status = DONE
    for document in read(arguments.inputs, read_options(arguments, notice)):
        print(json.dumps(view(document), ensure_ascii=False))
        if document.outcome == "failed":
            status = _said(document.error, SOME_FAILED)
    return status


def _explain(arguments: argparse.Namespace) -> int:
    from extract.checking.explaining import Style, as_json, explain, render
    from extract.pipeline import text_document

    published = day_of("--published", arguments.published)
    text = _standard_input() if arguments.text == "-" else arguments.text
    pipeline = _pipeline(arguments.patterns)
    explanation = explain(pipeline, pipeline.trace(text_document(text, published=published, title=arguments.title)))
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    print(as_json(explanation) if arguments.json else render(explanation, Style.terminal() if coloured else Style()))
    return DONE


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def _score(arguments: argparse.Namespace) -> int:
    import json

    from extract.checking.scoring import load_gold, load_predictions, render, score

    if arguments.errors < 0:
        raise UsageError("--errors must be 0 or more")
    result = score(load_gold(arguments.gold), load_predictions(arguments.found))
    print(json.dumps(result.measures(), indent=2) if arguments.json else render(result, arguments.by, arguments.errors))
    return DONE


def _patterns(arguments: argparse.Namespace) -> int:
    from patterns import load

    tables = load(arguments.patterns)
    if arguments.action == "list":
        from extract.checking.listing import list_table, list_tables

        for line in list_table(tables, arguments.table) if arguments.table else list_tables(tables):
            print(line)
        return DONE
    from extract.checking.proofs import check

    failures = check(tables)
    for failure in failures:
        print(failure)
    rows = sum(map(len, tables.tables().values()))
    failing = len({(failure.table, failure.row) for failure in failures})
    verdict = f"the proofs of {failing} do not hold" if failing else "all proofs hold"
    print(f"{rows} rows in {len(tables.tables())} tables: {verdict}")
    return SOME_FAILED if failures else DONE


def _verify(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from extract.checking.verifying import Account, citations, sources, verify, written

    def notice(text: str) -> None:
        _said(text, DONE)

    folder = Path(arguments.dataset)
    known = sources(folder)
    verdicts = verify(citations(folder), known, _read_again(folder, arguments.base, notice), notice)
    if arguments.output:
        verdicts = written(verdicts, known, Path(arguments.output))
    account = Account(known, arguments.show)
    for line in account.lines(verdicts):
        print(line)
    return DONE if account.all_exact else SOME_FAILED


def _read_again(folder: Path, base: str, notice: Callable[[str], None]) -> Iterator[Document]:
    """The documents of a data set as its inputs read now, with the options of its run."""
    from extract.dataset.scanning import settings_of
    from extract.reading import read

    asked = as_asked(settings_of(folder))
    if "-" in asked.inputs:
        notice("standard input cannot be read again; what was read there counts as lost")
    return read(_inputs_again(asked, folder, base), read_options(asked, notice))


def _stories(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from extract.stories import group_stories

    def notice(text: str) -> None:
        if not arguments.quiet:
            _said(text, DONE)

    folder = Path(arguments.dataset)
    found = group_stories(folder, _read_again(folder, arguments.base, notice), arguments.memory)
    if found.unread:
        _said(f"{found.unread} documents do not read as they did, or are gone; their texts were not compared", DONE)
    if not arguments.quiet:
        print(f"documents {found.documents}: {found.members} in {found.stories} stories; {found.conflicts} conflicts")
    return SOME_FAILED if found.unread else DONE


def _report(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from extract.reporting import tallies, write_report

    counted = tallies(Path(arguments.dataset))
    for path in write_report(counted, Path(arguments.output), arguments.language):
        print(path)
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from collections import Counter
    from pathlib import Path

    from extract.checking.claims import check
    from extract.checking.claims.files import read_claims, written
    from extract.checking.claims.telling import as_json, lines
    from extract.dataset.searching import open_search

    published = day_of("--published", arguments.published)
    claims = read_claims(Path(arguments.claim), arguments.column) if arguments.claims else [arguments.claim]
    pipeline, verdicts = _pipeline(arguments.patterns), Counter[str]()
    with open_search(Path(arguments.dataset)) as facts:
        numbered = enumerate(claims, 1)
        answers: Iterator[tuple[int, Answer]] = (
            (n, found) for n, claim in numbered for found in check(claim, facts, pipeline, published=published)
        )
        if arguments.output:
            answers = written(answers, Path(arguments.output))
        for number, found in answers:
            verdicts[found.verdict] += 1
            if arguments.json:
                print(as_json(number, found))
            elif not arguments.output:
                print(*lines(found, arguments.most), sep="\n")
    if arguments.claims and not arguments.json:
        print(f"{len(claims)} claims: {', '.join(f'{count} {verdict}' for verdict, count in verdicts.most_common())}")
    return DONE if set(verdicts) == {"supported"} else SOME_FAILED


def _inputs_again(asked: argparse.Namespace, folder: Path, base: str) -> list[str]:
    """Where what a data set was made from is found again: its inputs below `base`, and the snapshots in its folder."""
    addresses = [path for path in asked.inputs if is_address(path)]
    inputs = [
        path if is_remote(path) else os.path.join(base, path)  # noqa: PTH118 - any bytes
        for path in map(on_disk, asked.inputs)
        if path != "-" and path not in addresses
    ]
    return [*inputs, str(folder / SNAPSHOTS)] if addresses else inputs


def _serve(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from extract.dataset.scanning import settings_of
    from extract.reading import read
    from extract.serving.preparing import prepare
    from extract.serving.server import listening, serve, site

    folder = Path(arguments.dataset)
    asked = as_asked(settings_of(folder))
    inputs = _inputs_again(asked, folder, arguments.base)
    listener = listening(arguments.host, arguments.port)
    options = read_options(asked, lambda text: None)
    prepared = prepare(folder, lambda: read(inputs, options), _prepared, again=arguments.again)
    served = site(prepared, asked.patterns, [Path(path) for path in inputs], [arguments.host, *arguments.name])
    shown = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    print(f"serving {folder} at {address} (Ctrl-C ends it)")
    print(f"to review, log in at {address}login?token={served.token}", flush=True)
    serve(served, listener)
    return DONE


def _review(arguments: argparse.Namespace) -> int:
    from collections import Counter
    from pathlib import Path

    from extract.dataset.scanning import settings_of
    from extract.reading import read
    from extract.serving.exporting import standing, write_corrected, write_gold
    from extract.serving.reviews import Reviews

    folder = Path(arguments.dataset)
    asked = as_asked(settings_of(folder))
    reviews = Reviews(folder).all()
    found = standing(folder, reviews)
    for review in found.outdated:
        place = f"{review.doc}: “{review.figure}” at {review.start}-{review.end}"
        print(f"outdated   {place}, {review.verdict} by {review.name}: its source has changed")
    counts = Counter(review.verdict for review in found.holding.values())
    told = ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items()))
    print(f"reviews {len(reviews)} of {len(found.holding) + len(found.outdated)} facts: {told or 'none holds'}")
    if arguments.output:
        write_corrected(folder, Path(arguments.output), found.holding)
        print(f"written to   {arguments.output}: the data set, corrected")
    if arguments.gold:
        inputs, options = _inputs_again(asked, folder, arguments.base), read_options(asked, lambda text: None)
        files = write_gold(folder, Path(arguments.gold), found.holding, lambda: read(inputs, options))
        print(f"written to   {arguments.gold}: {files} gold files")
    return SOME_FAILED if found.outdated else DONE


def _prepared(what: str, done: int, total: int) -> None:
    """The moving line of the first start: what is being made, and how far it is."""
    if sys.stderr.isatty() or done == total:
        print(f"\r{what} {done:,} of {total:,}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _page(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from extract.checking.evidence import SHOWN, page
    from extract.dataset.scanning import scan
    from extract.dataset.selecting import conditions, matching
    from extract.dataset.staging import whole_file

    if arguments.most < 1:
        raise UsageError("--most must be at least 1")
    asked = conditions(arguments.where)
    names = list(dict.fromkeys((*SHOWN, *(condition.column for condition in asked))))
    rows = matching(scan(Path(arguments.dataset), "facts", names), names, asked)
    pieces = page(
        (dict(zip(names, row, strict=True)) for row in rows), arguments.where, arguments.language, arguments.most
    )
    if arguments.output == "-":
        sys.stdout.writelines(pieces)
    else:
        with whole_file(Path(arguments.output)) as file:
            file.writelines(pieces)
    return DONE


_COMMANDS: Final[dict[str, Command]] = {
    "run": _run, "fetch": _fetch, "read": _read, "explain": _explain, "score": _score, "patterns": _patterns,
    "verify": _verify, "check": _check, "page": _page, "serve": _serve, "review": _review,
    "stories": _stories, "report": _report,
}  # fmt: skip
