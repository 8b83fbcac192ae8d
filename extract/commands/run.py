"""`trich run`: files and folders to a data set of facts."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from extract.commands import manners
from extract.commands.again import SNAPSHOTS
from extract.commands.asking import formats, is_address, pipeline_of, read_options, settings
from extract.commands.fetch import fetch_into
from extract.commands.manners import fetch_options, given
from extract.commands.offering import offer_inputs, offer_log, offer_tables
from extract.commands.saying import DONE, INTERRUPTED, SOME_FAILED
from extract.errors import UsageError
from extract.storage import is_remote, on_disk

if TYPE_CHECKING:
    from extract.batch.engine import Engine
    from extract.dataset import DatasetWriter, FactStream, Summary
    from extract.running import Report
    from extract.watching import Onlooker

__all__ = ["HELP", "describe", "run"]

_PLACES_SHOWN: Final = 8

HELP: Final = "files and folders to a data set of facts"
_ABOUT: Final = """\
Read files and folders, find the facts, write a data set: facts, documents, and datapackage.json that describes them.
Read are text (.txt .md), pages (.html .htm .mhtml), Word files (.docx .rtf .doc), PDF, workbooks (.xlsx .xls .xlsm
.xlsb .ods), article tables (.jsonl .csv .tsv .parquet) and gold files (.json), each also packed (.gz .bz2 .xz) or in an
archive (.zip .tar .warc). Addresses (http:// or https://) are fetched into DIR/snapshots first.
"""
_EXAMPLES: Final = """\
examples:
  trich run corpus -o outputs
  trich run archive.csv -o outputs --column text=noi_dung --column published=ngay --format sqlite,xlsx
  cat articles.jsonl | trich run - -o - | head
  trich run archive/ -o outputs --workers 8 --format parquet
  trich run https://example.vn/kinh-te -o outputs --contact mailto:ban@example.vn --since 2026-11-01 --max-pages 50
"""


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description, command.epilog = _ABOUT, _EXAMPLES
    offer_inputs(command)
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
    offer_tables(command)
    offer_log(command)
    manners.offer(command.add_argument_group("of addresses", "how they are fetched; docs/fetching.md tells more"))


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    if arguments.workers is not None or arguments.redo or arguments.engine or arguments.scheduler:
        return _run_in_shards(arguments)
    from time import monotonic

    from extract import running
    from extract.reading import read
    from extract.watching import onlooker

    start = monotonic()
    inputs, fetched = _snapshots_of_addresses(arguments)
    with onlooker(sys.stderr, quiet=arguments.quiet, json_log=arguments.json_log) as watch:
        options = read_options(arguments, watch.notice)
        pipeline = pipeline_of(arguments.patterns)
        pipeline.prepare()
        with _sink(arguments) as sink:
            if sink.dropped:
                watch.notice(sink.dropped)
            report = running.run(read(inputs, options), pipeline, sink, watch)
    _close(arguments, watch, sink.summary(top=_PLACES_SHOWN), report, monotonic() - start)
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
    status = fetch_into(folder, addresses, fetch_options(arguments), arguments)
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
    from extract.commands.closing import as_event, failures, lines
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
    from extract.dataset.scanning import descriptor_of
    from extract.dataset.standing import paths_of

    resources = descriptor_of(on_disk(folder))["resources"]
    return [*dict.fromkeys(map(_shown, map(paths_of, resources))), "datapackage.json"]


def _shown(paths: Sequence[str]) -> str:
    """A file, or the folder of a table's parts."""
    return paths[0] if len(paths) == 1 else f"{paths[0].rpartition('/')[0]}/ ({len(paths)} parts)"
