"""A run in shards: what is missing is done by an engine, all is merged in the order of the inputs, and remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from extract.batch.engine import Engine
from extract.batch.merging import merged
from extract.batch.planning import Plan, changed, plan
from extract.batch.store import FOLDER, Store
from extract.batch.version import program
from extract.batch.worker import Task
from extract.dataset import Summary, open_dataset, package, standing
from extract.errors import DatasetError
from extract.reading.options import ReadOptions, silent
from extract.running import Report, Sink, hand_over
from extract.storage import LocalFolder, Where, within
from extract.watching import Onlooker

__all__ = ["Request", "run_in_shards"]

TOP: Final = 8  # places of the closing table
_ASKED: Final = "asked"  # the note of the options and the program that the shards were made by
_WHOLE: Final = "whole"  # the note of the last data set that was finished


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: as of a run by one process, and whether all is to be done anew."""

    inputs: Sequence[str]
    folder: Where
    formats: Sequence[str]
    settings: Mapping[str, str]
    options: ReadOptions
    patterns: str | None = None
    part_rows: int | None = None
    spreadsheet: bool = False
    overwrite: bool = False
    redo: bool = False


def run_in_shards(request: Request, engine: Engine, watch: Onlooker) -> tuple[Summary, Report]:
    """Bring the data set up to date; gives the closing table and what failed.

    Raises DatasetError where the folder holds work or data of other settings or of another program, and neither
    `overwrite` nor `redo` allows to replace them.
    """
    store = Store(within(request.folder, FOLDER))
    asked = {"program": program(request.patterns), "settings": _decisive(request.settings)}
    if not (request.overwrite or request.redo):
        _check(request.folder, store.noted(_ASKED), asked)
    planned = plan(request.inputs, request.options, _version(asked, request.options))
    wanted = _wanted(request, planned)
    if not request.redo and (found := _unchanged(request.folder, store.noted(_WHOLE), wanted)):
        watch.notice("nothing has changed since this data set was written; it stays as it is (--redo reads all anew)")
        return found
    with open_dataset(
        request.folder, request.formats, settings=request.settings, spreadsheet=request.spreadsheet,
        overwrite=request.overwrite or request.redo, part_rows=request.part_rows,
    ) as dataset:  # fmt: skip
        if dataset.dropped:
            watch.notice(dataset.dropped)
        store.tidy()
        if request.redo:
            store.clear()
        store.note(_WHOLE, None)
        store.note(_ASKED, asked)
        report = _merge(request, planned, store, engine, dataset, watch)
    summary = dataset.summary(top=TOP)
    _remember(request.folder, planned, store, watch, wanted | _as_noted(summary, report))
    return summary, report


def _decisive(settings: Mapping[str, str]) -> dict[str, str]:
    """The settings that decide how an input is read: all but which inputs there are."""
    return {name: value for name, value in settings.items() if name != "inputs"}


def _check(folder: Where, before: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    """Raises DatasetError where the work in the folder was not done as is asked for now, and says what differs."""
    if not before or before == asked:
        return
    was, now = before.get("settings", {}), asked["settings"]
    differing = [
        f"{name} was {was.get(name, '(not given)')}, is {now.get(name, '(not given)')}"
        for name in sorted(was | now)
        if was.get(name) != now.get(name)
    ]
    what = "with other options: " + "; ".join(differing) if differing else "by another version of trich or its tables"
    raise DatasetError(
        f"{folder}: what is done in it was done {what}. Name another folder for a new data set, or have all read anew "
        "in this one (--redo)"
    )


def _version(asked: Mapping[str, Any], options: ReadOptions) -> str:
    """All that decides how an input is read, as one hash: the program and the options."""
    told = {name: repr(getattr(options, name)) for name in options.fields() if name != "notice"}
    return sha256(f"{asked['program']} {sorted(told.items())}".encode("utf-8", "surrogatepass")).hexdigest()


def _merge(request: Request, planned: Plan, store: Store, engine: Engine, sink: Sink, watch: Onlooker) -> Report:
    present = store.keys()
    missing = {shard.key: shard for shard in planned.shards if shard.key not in present}
    watch.event("plan", shards=len(planned.shards), missing=len(missing))
    options = request.options.replaced(notice=silent)
    with _slates(store) as slates:
        task = Task(store.where, slates / "worker", options, request.patterns, str(Path.cwd()))
        with closing(engine.map(missing.values(), task)) as done:
            return hand_over(merged(planned.shards, store, present, done), sink, watch)


@contextmanager
def _slates(store: Store) -> Iterator[Path]:
    """The folder of the slates: on this machine, and tidied by the next run if this one is killed."""
    if isinstance(store.folder, LocalFolder):
        yield store.folder.path.absolute()
    else:
        with TemporaryDirectory(prefix="trich-") as folder:
            yield Path(folder)


def _wanted(request: Request, planned: Plan) -> dict[str, Any]:
    """What a data set must have been written from and as, to be the one that is asked for."""
    return {
        "plan": planned.digest,
        "formats": list(request.formats),
        "settings": dict(request.settings),
        "spreadsheet": request.spreadsheet,
        "part_rows": request.part_rows,
    }


def _as_noted(summary: Summary, report: Report) -> dict[str, Any]:
    return {"summary": summary._asdict(), "report": vars(report)}


def _unchanged(folder: Where, noted: Mapping[str, Any], wanted: Mapping[str, Any]) -> tuple[Summary, Report] | None:
    """How the last run ended, if the data set that is asked for is the one it wrote and stands there whole."""
    try:
        same = all(noted[name] == value for name, value in wanted.items())
        if not same or not _is_written(folder, noted["descriptor"]) or not standing.is_whole(folder, noted["versions"]):
            return None
        summary = Summary(**(noted["summary"] | {"warnings": tuple(noted["summary"]["warnings"])}))
        return summary, Report(**noted["report"])
    except (OSError, KeyError, TypeError):
        return None


def _is_written(folder: Where, digest: str) -> bool:
    """Whether the data set in a folder is the one whose description had this digest, tables added to it or not."""
    own = (standing.read(folder) or {}).get(package.OWN, {})
    return digest in (standing.digest(folder), own.get("grown_from"))


def _remember(folder: Where, planned: Plan, store: Store, watch: Onlooker, noted: Mapping[str, Any]) -> None:
    """Keep the shards of this run, but for those of files that were written to meanwhile, and note that it is whole."""
    moved = dict(changed(planned))
    store.keep_only({shard.key for shard in planned.shards} - {shard.key for shard in moved})
    for path in sorted(set(moved.values())):
        watch.notice(f"{path}: was changed while it was read; run again to read it as it is now")
    if not moved:
        store.note(_WHOLE, {**noted, "descriptor": standing.digest(folder), "versions": standing.versions(folder)})
