"""The web that the tests fetch from: seven hosts of invented papers on one port of loopback, in a process of their own.

What they answer depends on the address alone, but for what has to change: the first answer of `/ban/` and `/nghi/` is
429 or 503, and pages under `/doi/` change when `/doi` of the state file does. Each request is a line of the log, with
the time it came, so that manners can be measured where they are felt. `python -m tests.fetching.site FOLDER ARTICLES`
serves, and writes its port into the folder.
"""

from __future__ import annotations

import gzip
import json
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep, time
from typing import Final
from urllib.parse import parse_qs, urlsplit

MAP_HOST: Final = "ban-do.test"  # sitemaps
FEED_HOST: Final = "tin-nhanh.test"  # feeds, odd answers
SECTION_HOST: Final = "chuyen-muc.test"  # sections, traps
SLOW_HOST: Final = "cham.test"  # slow, with a Crawl-delay
CLOSED_HOST: Final = "dong.test"  # its robots.txt answers 503
BUSY_HOST: Final = "ban-ron.test"  # 429 and 503 at first
COPY_HOST: Final = "mot-bai.test"  # pages that name another address as their own
HOSTS: Final = (MAP_HOST, FEED_HOST, SECTION_HOST, SLOW_HOST, CLOSED_HOST, BUSY_HOST, COPY_HOST)
CRAWL_DELAY: Final = 0.3
RETRY_AFTER: Final = 1
ROBOTS: Final = {
    MAP_HOST: "User-agent: *\nDisallow: /cam/\nAllow: /cam/duoc-phep-xem-bai-nay-10001.html\n",
    FEED_HOST: "User-agent: trich\nDisallow: /*?in=\n\nUser-agent: *\nDisallow: /\n",
    SECTION_HOST: "User-agent: *\nDisallow: /rieng/\n",
    SLOW_HOST: f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n",
}  # fmt: skip
PER_PAGE: Final = 10

Reply = tuple[int, dict[str, str], bytes]


def slug(host: str, number: int) -> str:
    """The path of an article."""
    return f"/xa-nam-sinh-co-them-ho-nuoi-ong-{10_000 + number}.html"


def page(host: str, path: str, body: str = "", names: str = "") -> bytes:
    """A page of some length whose text depends on its address, and that may name one as its own."""
    digest = sha256(f"{host}{path}".encode()).hexdigest()
    count = 100 + int(digest[:3], 16)
    text = f"Toàn xã có {count} hộ nuôi ong, tăng {count % 30} hộ so với năm trước. " * 8
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Nghề nuôi ong {digest[:6]}</title>'
        f'<meta property="article:published_time" content="2026-11-{count % 28 + 1:02}T08:00:00+07:00">'
        f"{f'<link rel=canonical href={names}>' if names else ''}</head>"
        f"<body><h1>Nghề nuôi ong {digest[:6]}</h1><p>{text}</p>{body}</body></html>"
    ).encode()


class State:
    """What the site remembers: how often each address was asked for, and where the log goes."""

    def __init__(self, folder: Path, articles: int, base: str) -> None:
        self.folder, self.articles, self.base = folder, articles, base
        self.asked: Counter[str] = Counter()
        self.log = (folder / "log.jsonl").open("a", encoding="utf-8", buffering=1)
        self.lock = threading.Lock()

    def note(self, host: str, path: str, headers: dict[str, str]) -> int:
        """Log a request; how often this address was asked for, this time counted in."""
        with self.lock:
            self.asked[host + path] += 1
            line = {"time": time(), "host": host, "path": path, "headers": headers}
            self.log.write(json.dumps(line) + "\n")
            return self.asked[host + path]

    def url(self, host: str, path: str) -> str:
        """An address of the site."""
        return f"http://{host}:{self.base}{path}"


def answer(state: State, host: str, path: str, count: int, headers: dict[str, str]) -> Reply:
    """What a host answers."""
    if path == "/robots.txt":
        if host == CLOSED_HOST:
            return 503, {}, b""
        return (200, {}, ROBOTS[host].encode()) if host in ROBOTS else (404, {}, b"")
    kind = {
        MAP_HOST: _maps, FEED_HOST: _feeds, SECTION_HOST: _sections, SLOW_HOST: _slow, BUSY_HOST: _busy,
        COPY_HOST: _copies,
    }  # fmt: skip
    made = kind[host](state, path, count, headers) if host in kind else None
    if made:
        return made
    if path.endswith(".html"):
        return 200, {"Content-Type": "text/html; charset=utf-8"}, page(host, path)
    return 404, {"Content-Type": "text/html"}, "<h1>Không tìm thấy</h1>".encode()


def _maps(state: State, path: str, count: int, headers: dict[str, str]) -> Reply | None:
    if path == "/sitemap.xml":
        maps = "".join(f"<sitemap><loc>{state.url(MAP_HOST, f'/map-{n}.xml.gz')}</loc></sitemap>" for n in (0, 1))
        old = f"<sitemap><loc>{state.url(MAP_HOST, '/map-9.xml.gz')}</loc><lastmod>2001-01-01</lastmod></sitemap>"
        return 200, {"Content-Type": "application/xml"}, _xml("sitemapindex", maps + old)
    if path.startswith("/map-"):
        urls = "".join(_mapped(state, number) for number in range(state.articles) if number % 2 == int(path[5]))
        banned = f"<url><loc>{state.url(MAP_HOST, '/cam/bai-nay-khong-duoc-lay-10000.html')}</loc></url>"
        allowed = f"<url><loc>{state.url(MAP_HOST, '/cam/duoc-phep-xem-bai-nay-10001.html')}</loc></url>"
        return (
            200,
            {"Content-Type": "application/gzip"},
            gzip.compress(_xml("urlset", urls + banned + allowed), mtime=0),
        )
    return None


def _mapped(state: State, number: int) -> str:
    day = f"2026-11-{number % 28 + 1:02}"
    return (
        f"<url><loc>{state.url(MAP_HOST, slug(MAP_HOST, number))}?utm_source=sitemap</loc>"
        f"<news:news><news:publication_date>{day}T06:00:00+07:00</news:publication_date></news:news></url>"
    )


def _xml(root: str, inner: str) -> bytes:
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {names}>{inner}</{root}>'.encode()


ODD: Final = (
    "/nen-co-bai-nay-duoc-nen-10001.html", "/dai-hon-so-byte-da-bao-10002.html", "/ngan-hon-so-byte-da-bao-10003.html",
    "/noi-doi-ve-bang-ma-10004.html", "/tung-khuc-bai-gui-tung-phan-10005.html", "/doi/bai-nay-co-the-doi-10006.html",
    "/dau-de-la-bai-co-dong-dau-la-10007.html", "/khong-dai-bai-khong-bao-do-dai-10008.html",
    "/qua-dai-bai-nay-qua-dai-10009.html", "/chuyen-10/den-bai-o-xa-10010.html", "/vong/a-b-c-d-10011.html",
    "/chuyen-ra/may-nay-cua-minh-10012.html", "/mat-bai-nay-da-mat-10013.html", "/chuyen-ftp/sang-cho-la-10014.html",
    "/in-bai.html?in=1",
)  # fmt: skip


def _feeds(state: State, path: str, count: int, headers: dict[str, str]) -> Reply | None:
    html = {"Content-Type": "text/html; charset=utf-8"}
    if path == "/tin-moi.rss":
        paths = [*ODD, *(slug(FEED_HOST, number) for number in range(state.articles))]
        return 200, {"Content-Type": "application/rss+xml"}, _rss(state, paths)
    if path.startswith("/nen-"):
        return 200, {**html, "Content-Encoding": "gzip"}, gzip.compress(page(FEED_HOST, path), mtime=0)
    if path.startswith("/noi-doi-"):
        return 200, {"Content-Type": "text/html; charset=windows-1252"}, page(FEED_HOST, path)
    if path.startswith("/doi/"):
        return _changing(state, path, headers)
    if path.startswith("/qua-dai-"):
        return 200, html, page(FEED_HOST, path, "x" * 300_000)
    if path.startswith("/chuyen-ra/"):
        return 302, {"Location": f"http://127.0.0.2:{state.base}/bi-mat-cua-may-nay-10000.html"}, b""
    if path.startswith("/chuyen-ftp/"):
        return 302, {"Location": "ftp://tin-nhanh.test/bai.html"}, b""
    if path.startswith("/chuyen-"):
        left = int(path[8:].partition("/")[0])
        onward = f"/chuyen-{left - 5}/den-bai-o-xa-10010.html" if left else slug(FEED_HOST, 0)
        return 301, {"Location": onward}, b""
    if path.startswith("/vong/"):
        other = "b-a-c-d" if "/a-b-" in path else "a-b-c-d"
        return 302, {"Location": f"/vong/{other}-10011.html"}, b""
    if path.startswith("/mat-"):
        return 410, html, b"<h1>410</h1>"
    return None


def _rss(state: State, paths: list[str]) -> bytes:
    items = "".join(
        f"<item><title>Tin {n}</title><link>{state.url(FEED_HOST, path)}</link>"
        f"<pubDate>{n % 28 + 1:02} Nov 2026 09:00:00 +0700</pubDate></item>"
        for n, path in enumerate(paths)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title>{items}</channel></rss>'.encode()


def _changing(state: State, path: str, headers: dict[str, str]) -> Reply:
    marker = state.folder / "doi"
    version = marker.read_text(encoding="utf-8") if marker.is_file() else "1"
    tag = f'"{version}"'
    html = {"Content-Type": "text/html; charset=utf-8", "ETag": tag, "Last-Modified": "Sat, 28 Nov 2026 01:00:00 GMT"}
    if headers.get("if-none-match") == tag:
        return 304, html, b""
    return 200, html, page(FEED_HOST, f"{path}#{version}")


def _sections(state: State, path: str, count: int, headers: dict[str, str]) -> Reply | None:
    parts = urlsplit(path)
    if parts.path not in ("/kinh-te", "/lich/2026/11", "/vi/vi/en/"):
        return None
    number = int(parse_qs(parts.query).get("page", ["1"])[0])
    last = -(-state.articles // PER_PAGE)
    ids = range((number - 1) * PER_PAGE, min(number * PER_PAGE, state.articles)) if number <= last else range(0)
    links = "".join(
        f'<p><a href="{slug(SECTION_HOST, n)}?utm_medium=muc&amp;fbclid=x{n}#dau">Bài {n}</a></p>' for n in ids
    )
    links += f'<a href="/kinh-te?page={number + 1}">Trang sau</a>' if number < last + 3 else ""
    links += '<a href="/rieng/bai-rieng-cua-toa-soan-10000.html">Riêng</a><a href="/vi/vi/en/">en</a>'
    links += f'<a href="/lich/{2000 + number}/11?month=1&amp;year={number}">Lịch</a><a href="mailto:a@b.test">Thư</a>'
    links += f'<a href="{slug(SECTION_HOST, 0)}?PHPSESSID={sha256(path.encode()).hexdigest()[:26]}">Lại bài 0</a>'
    return 200, {"Content-Type": "text/html; charset=utf-8"}, page(SECTION_HOST, path, links)


def _slow(state: State, path: str, count: int, headers: dict[str, str]) -> Reply | None:
    if path.startswith("/im-lang-"):
        sleep(2.5)
    sleep(0.05)
    return None


def _busy(state: State, path: str, count: int, headers: dict[str, str]) -> Reply | None:
    if path.startswith("/ban/") and count == 1:
        return 429, {"Retry-After": str(RETRY_AFTER)}, b""
    if path.startswith("/nghi/") and count == 1:
        from email.utils import formatdate

        return 503, {"Retry-After": formatdate(time() + RETRY_AFTER + 1, usegmt=True)}, b""
    if path.startswith("/mai-ban/"):
        return 429, {"Retry-After": "86400"}, b""
    return None


COPIED: Final = tuple(slug(COPY_HOST, number) for number in range(9))
# Each page with the page that it shows and the address that it names; its host's front page lists the first ones.
COPIES: Final = {
    f"{COPIED[0]}?tu=muc": (COPIED[0], COPIED[0]),  # before its original and after it
    f"{COPIED[0]}?tu=tin": (COPIED[0], COPIED[0]),
    f"/in{COPIED[1]}": (COPIED[1], COPIED[1]),  # an original that nothing else leads to
    f"/xem{COPIED[2]}": (COPIED[2], f"/mat{COPIED[2]}"),  # there is none
    f"{COPIED[3]}?trang=2": (COPIED[3], COPIED[3]),  # a further page of it
    COPIED[4]: (COPIED[4], "/"),
    COPIED[5]: (COPIED[5], "/chuyen-muc"),
    COPIED[6]: (COPIED[6], COPIED[0]),  # another article
    COPIED[7]: (COPIED[7], f"http://{FEED_HOST}/{COPIED[7]}"),  # of another site
    f"/a{COPIED[8]}": (COPIED[8], f"/b{COPIED[8]}"),  # each other
    f"/b{COPIED[8]}": (COPIED[8], f"/a{COPIED[8]}"),
}  # fmt: skip


def _copies(state: State, path: str, count: int, headers: dict[str, str]) -> Reply | None:
    html = {"Content-Type": "text/html; charset=utf-8"}
    if path == "/":
        behind = (COPIED[0], f"{COPIED[0]}?tu=tin", COPIED[3])
        listed = (*(name for name in COPIES if name not in behind), *behind)
        links = "".join(f'<p><a href="{name}">Bài</a></p>' for name in listed)
        return 200, html, page(COPY_HOST, path, links)
    if path.startswith("/mat/"):
        return 404, html, b"<h1>404</h1>"
    if path in COPIES:
        shown, names = COPIES[path]
        return 200, html, page(COPY_HOST, shown, f"<p>{path}</p>", names)
    return None


class Handler(BaseHTTPRequestHandler):
    """Answers for all hosts; some bodies are sent wrongly on purpose."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in as few packets as it needs
    state: State

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = headers.get("host", "").partition(":")[0]
        count = self.state.note(host, self.path, headers)
        status, sent, body = answer(self.state, host, self.path, count, headers)
        self.send_response(status)
        for name, value in sent.items():
            self.send_header(name, value)
        for piece in self._framed(status, body):
            self.wfile.write(piece)
        self.close_connection = self.close_connection or "-so-byte-" in self.path

    def _framed(self, status: int, body: bytes) -> Iterator[bytes]:
        """The body, as its address wants it to be sent."""
        length = len(body) + ("/dai-hon-" in self.path) * -50 + ("/ngan-hon-" in self.path) * 50
        if self.path.startswith("/dau-de-la-"):
            self.send_header("X-Ghi-Chu", "ti\xeang Vi\u00eat\r\nkhông phải đầu đề".encode().decode("latin-1"))
        if self.path.startswith("/tung-khuc-"):
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            yield from (b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:100], body[100:]))
            yield b"0\r\n\r\n"
            return
        if self.path.startswith("/khong-dai-"):
            self.send_header("Connection", "close")
            self.close_connection = True
        elif status != 304:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        yield body

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Nothing: the log is the state's."""


class Server(ThreadingHTTPServer):
    """Threads that end with the process, and no complaints about clients that were killed."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed in the middle of an answer is what the tests are about."""


def main() -> None:
    """Serve until killed."""
    folder, articles = Path(sys.argv[1]), int(sys.argv[2])
    server = Server(("127.0.0.1", 0), Handler)
    port = str(server.server_address[1])
    Handler.state = State(folder, articles, port)
    (folder / "port.part").write_text(port, encoding="utf-8")
    (folder / "port.part").replace(folder / "port")
    server.serve_forever()


if __name__ == "__main__":
    main()
