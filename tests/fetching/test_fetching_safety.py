"""Where a fetch may not go, and whom it does not believe."""

from __future__ import annotations

import datetime
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.fetching import site as web
from tests.fetching.conftest import Site, fetch

QUICK = ("--delay", "0.05", "--contact", "mailto:thu@bao.test", "--quiet")


def test_private_addresses_are_refused_however_they_are_spelled(site: Site, tmp_path: Path) -> None:
    asked = len(site.log())
    hosts = (web.FEED_HOST, "2130706433", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "127.1", "localhost")
    refused = fetch(tmp_path / "out", *(site.url(host, "/x.html") for host in hosts), *QUICK)
    assert refused.status == 1 and len(site.log()) == asked
    assert len(refused.rows()) == len(hosts)
    assert all("not of the public internet" in row["reason"] for row in refused.rows())


def test_they_are_refused_behind_a_redirect_and_when_a_name_changes_its_number(site: Site, tmp_path: Path) -> None:
    given = (
        site.url(web.FEED_HOST, web.ODD[11]), site.url("doi-so.test", web.ODD[7]), site.url("doi-so.test", "/nua.html"),
    )  # fmt: skip
    refused = fetch(tmp_path / "out", *given, *QUICK, TRICH_TEST_PUBLIC="1")
    outcomes = {row["address"].rpartition("/")[2]: (row["outcome"], row["reason"]) for row in refused.rows()}
    assert outcomes["may-nay-cua-minh-10012.html"] == ("redirected", "")
    assert outcomes["khong-dai-bai-khong-bao-do-dai-10008.html"] == ("stored", "")
    for name in ("bi-mat-cua-may-nay-10000.html", "nua.html"):
        assert outcomes[name][0] == "failed" and "127.0.0.2, which is not of the public internet" in outcomes[name][1]


class Page(BaseHTTPRequestHandler):
    """A page for everyone."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Nothing."""


@pytest.fixture
def secret_site(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """The port of a site of https whose certificate nobody has signed but itself, and that certificate."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kin.test")]),
    )
    today = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, today, today + datetime.timedelta(days=2))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("kin.test")]), critical=False).sign(
        key, hashes.SHA256()
    )
    pem, private = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    server = HTTPServer(("127.0.0.1", 0), Page)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, private)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1], pem
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_certificate_must_be_good_and_of_the_host(secret_site: tuple[int, Path], tmp_path: Path) -> None:
    port, pem = secret_site
    given = f"https://kin.test:{port}/", f"https://gia.test:{port}/"
    more = (*QUICK, "--allow-private")
    doubted = fetch(tmp_path / "a", *given, *more)
    assert {row["outcome"] for row in doubted.rows()} == {"failed"}
    assert "certificate" in doubted.row("kin.test")["reason"]
    trusted = fetch(tmp_path / "b", *given, *more, SSL_CERT_FILE=str(pem))
    assert [trusted.row(host)["outcome"] for host in ("kin.test", "gia.test")] == ["stored", "failed"]
