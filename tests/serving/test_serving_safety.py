"""What the server refuses, and what each answer forbids the browser."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from extract.serving.guarding import HEADERS
from tests.serving.conftest import Served


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address) as client:
        yield client


@pytest.fixture
def guard(served: Served, client: httpx.Client) -> str:
    """The guard of forms, once the client is logged in."""
    form = client.get(served.login).text
    found = re.search(r'name="csrftoken" value="([^"]+)"', form)
    assert found
    token = served.login.partition("token=")[2]
    answer = client.post("login", data={"csrftoken": found[1], "name": "Minh", "token": token})
    assert answer.status_code == 303
    return found[1]


def a_fact(client: httpx.Client) -> dict[str, object]:
    rows = client.get("trich/facts.json", params={"_shape": "array", "_size": 1}).json()
    return dict(rows[0])


@pytest.mark.parametrize("path", ["", "trich/facts.json", "trich/facts.csv", "nope", "static/trich.css", "fact?fact=x"])
def test_every_answer_forbids_scripts_frames_and_other_hosts(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "script" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil.example"])
def test_a_name_that_is_not_ours_is_not_answered(client: httpx.Client, host: str) -> None:
    assert client.get("", headers={"host": host}).status_code in (400, 421)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "[::1]:9"])
def test_loopback_by_any_of_its_names_is_answered(client: httpx.Client, host: str) -> None:
    assert client.get("", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["trich", "trich/facts", "trich.db", "-/databases.json", "-/settings.json", "_internal.json", "-/static/app.css",
     "static/..%2fpages.py", "static/../pages.py", "..%2f..%2fetc/passwd", "-/auth-token", "-/messages"],
)  # fmt: skip
def test_stock_pages_and_paths_out_of_the_folder_are_not_served(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("language", "said"), [("vi", "Không có trang này."), ("en", "There is no such page.")])
def test_a_page_that_is_not_there_is_told_by_a_page(client: httpx.Client, language: str, said: str) -> None:
    answer = client.get("nope", params={"lang": language})
    assert answer.headers["content-type"].startswith("text/html")
    assert said in answer.text
    assert 'href="/check"' in answer.text
    assert client.get("nope.json").headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "statement",
    ["delete from facts", "update reviews set name = ''", "attach database '/etc/passwd' as x", "pragma query_only = 0",
     "select load_extension('x')", "with x as (select 1) delete from facts"],
)  # fmt: skip
def test_queries_only_read(client: httpx.Client, statement: str) -> None:
    assert client.get("trich.json", params={"sql": statement}).status_code == 400


def test_a_query_that_takes_too_long_is_ended(client: httpx.Client) -> None:
    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n"
    assert client.get("trich.json", params={"sql": endless}, timeout=20).status_code == 400


def test_writing_needs_a_login(client: httpx.Client) -> None:
    fact = a_fact(client)
    answer = client.post(f"fact?fact={fact['fact']}", data={"verdict": "accept"})
    assert answer.status_code == 403


def test_a_wrong_token_lets_nobody_in(client: httpx.Client) -> None:
    answer = client.post("login", data={"name": "Minh", "token": "doan-mo"})
    assert answer.status_code == 403
    assert "ds_actor" not in answer.cookies


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_page_elsewhere_cannot_write(client: httpx.Client, guard: str, headers: dict[str, str]) -> None:
    fact = a_fact(client)
    sent = {"csrftoken": guard, "verdict": "accept"}
    assert client.post(f"fact?fact={fact['fact']}", data=sent, headers=headers).status_code == 403


def test_a_form_without_its_guard_is_refused(client: httpx.Client, guard: str) -> None:
    fact = a_fact(client)
    assert client.post(f"fact?fact={fact['fact']}", data={"verdict": "accept"}).status_code == 403


def test_a_large_body_is_refused(client: httpx.Client, guard: str) -> None:
    fact = a_fact(client)
    sent = {"csrftoken": guard, "verdict": "reject", "reason": "x" * 70_000}
    assert client.post(f"fact?fact={fact['fact']}", data=sent).status_code == 413


def test_the_login_cookie_is_out_of_reach_of_scripts_and_other_sites(
    served: Served, client: httpx.Client, guard: str
) -> None:
    token = served.login.partition("token=")[2]
    again = client.post("login", data={"csrftoken": guard, "name": "Minh", "token": token})
    cookie = next(value for name, value in again.headers.multi_items() if name == "set-cookie" and "ds_actor" in value)
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()


def test_only_loopback_listens(served: Served) -> None:
    port = int(served.address.rstrip("/").rpartition(":")[2])
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as other, pytest.raises(OSError):  # noqa: PT011
        other.connect(("127.0.0.2", port))


def test_what_is_no_script_of_an_address_becomes_no_link(client: httpx.Client) -> None:
    page = client.get("document", params={"doc": "nuoc-3"}).text
    assert "javascript:" not in page


def test_the_data_set_is_not_written(served: Served) -> None:
    assert sorted(path.name for path in Path(served.folder).iterdir()) == [
        ".serving", "datapackage.json", "documents.csv", "facts.csv", "reviews.sqlite",
    ]  # fmt: skip
