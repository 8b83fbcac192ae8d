"""`datapackage.json` is valid by the standard, and tells the truth about the files beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extract.dataset import open_dataset, standing
from extract.dataset.package import FILES, PROFILE
from extract.model import KINDS, Document, Fact

FORMATS = tuple(FILES)


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory, make_fact: Callable[..., Fact], make_document: Callable[..., Document]
) -> Path:
    """A data set in every format."""
    out = tmp_path_factory.mktemp("package")
    odd = {"sentence": 'Có "5\r\n%', "figure": "5%", "period": None, "place_era": None, "period_end": None}
    with open_dataset(out, FORMATS, settings={"workers": "1", "inputs": "corpus"}) as dataset:
        dataset.add(make_document("a"), [make_fact("a"), make_fact("a", 90, value=Decimal("-0.5"), **odd)])
        dataset.add(make_document("b", publisher="", text="", outcome="no_text"))
    return out


@pytest.fixture(scope="module")
def descriptor(folder: Path) -> dict[str, Any]:
    """Its descriptor."""
    read: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return read


def test_it_is_valid_by_the_profile_of_the_standard(descriptor: dict[str, Any]) -> None:
    profiles = pytest.importorskip("dplib", reason="dplib-py carries the profiles of Data Package version 2")
    assert descriptor["$schema"] == PROFILE
    profile = json.loads((files(profiles) / "profiles" / "2.0" / "datapackage.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(profile)
    validator.validate(descriptor)
    assert not validator.is_valid(descriptor | {"resources": [{"path": "a.csv"}]})


def test_table_schemas_are_valid_by_the_profile_of_the_standard(descriptor: dict[str, Any]) -> None:
    profiles = pytest.importorskip("dplib", reason="dplib-py carries the profiles of Data Package version 2")
    profile = json.loads((files(profiles) / "profiles" / "2.0" / "tableschema.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        if "schema" in resource:
            jsonschema.Draft7Validator(profile).validate(resource["schema"])


def test_it_and_the_tables_are_valid_by_frictionless(folder: Path, descriptor: dict[str, Any]) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
    assert [task.place for task in report.tasks] == [resource["path"] for resource in descriptor["resources"]]
    checked = {task.name: task.stats.get("rows") for task in report.tasks if task.type == "table"}
    assert checked["facts-csv"] == checked["facts-jsonl"] == checked["facts-parquet"] == 2


def test_frictionless_finds_a_word_outside_a_closed_list(
    tmp_path: Path, make_fact: Callable[..., Fact], make_document: Callable[..., Document]
) -> None:
    frictionless = pytest.importorskip("frictionless")
    with open_dataset(tmp_path, ["csv"], settings={}) as dataset:
        dataset.add(make_document("a"), [make_fact(bound="roughly")])
    facts = frictionless.Package(str(tmp_path / "datapackage.json")).get_resource("facts-csv")
    report = frictionless.validate(facts.to_copy(hash=None, bytes=None))
    assert ["bound"] in report.flatten(["fieldName"])


def test_it_describes_each_file_as_it_is(folder: Path, descriptor: dict[str, Any]) -> None:
    assert [resource["path"] for resource in descriptor["resources"]] == [
        name for group in FILES.values() for name in group if not name.startswith(("stories", "conflicts"))
    ]
    for resource in descriptor["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource.get("bytes", len(content)) == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"


def test_it_says_what_was_asked_and_found(descriptor: dict[str, Any]) -> None:
    own = descriptor["trich"]
    assert own["settings"] == {"inputs": "corpus", "workers": "1"}
    assert own["counts"]["outcomes"] == {"ok": 1, "no_text": 1}
    assert (own["counts"]["facts"], own["schema_version"], descriptor["version"]) == (2, 1, "1.0.0")
    assert descriptor["sources"] == [{"title": "Báo Ví Dụ"}]


def test_columns_have_closed_lists_concepts_and_rights(descriptor: dict[str, Any]) -> None:
    fields = {field["name"]: field for field in descriptor["resources"][0]["schema"]["fields"]}
    assert fields["kind"]["constraints"]["enum"] == list(KINDS)
    concepts = {name: field["sdmx"] for name, field in fields.items() if "sdmx" in field}
    assert concepts.items() >= {
        "value": "OBS_VALUE", "unit": "UNIT_MEASURE", "period": "TIME_PERIOD", "place_code": "REF_AREA",
    }.items()  # fmt: skip
    assert fields["sentence"]["rights"] == "quotation" and fields["value"]["rights"] == "fact"
    assert len(descriptor["licenses"]) == 2


def test_the_files_it_names_are_those_the_formats_write() -> None:
    from extract.dataset.formats import OPENERS

    assert tuple(OPENERS) == tuple(FILES)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"trich": 1}', '{"name": "mine"}'])
def test_a_descriptor_of_others_is_not_ours(tmp_path: Path, text: str) -> None:
    (tmp_path / "datapackage.json").write_text(text)
    assert standing.read(tmp_path) is None
