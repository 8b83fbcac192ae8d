"""`trich check`: what a data set says to a claim, with quotations."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from os.path import lexists
from typing import TYPE_CHECKING, Final

from extract.commands.asking import day_of, pipeline_of
from extract.commands.offering import dataset_here, offer_tables
from extract.commands.saying import DONE, SOME_FAILED
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.checking.claims import Answer

__all__ = ["HELP", "describe", "run"]

HELP: Final = "what a data set says to a claim, with quotations"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
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
    offer_tables(command)


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    from collections import Counter
    from pathlib import Path

    from extract.checking.claims import check
    from extract.checking.claims.files import read_claims, written
    from extract.checking.claims.telling import as_json, lines
    from extract.dataset.searching import open_search

    published = day_of("--published", arguments.published)
    if not arguments.claims and lexists(arguments.claim):
        raise UsageError(f"{arguments.claim} is a file; to check the claims in it, say --claims")
    claims = read_claims(Path(arguments.claim), arguments.column) if arguments.claims else [arguments.claim]
    pipeline, verdicts = pipeline_of(arguments.patterns), Counter[str]()
    with open_search(dataset_here(arguments.dataset)) as facts:
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
