"""Our pages as a plugin of Datasette, which brings tables and queries as JSON and CSV, and the guard of forms."""

from __future__ import annotations

import hmac
import logging
import re
import secrets
import sqlite3
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request, Response

from extract.errors import TrichError
from extract.serving.guarding import Asgi, Receive, Scope, Send, guarded
from extract.serving.pages import Absent, Asked, Page, Pages
from extract.serving.preparing import Prepared
from extract.serving.rendering import Renderer
from extract.serving.wording import Language, language_of

__all__ = ["ReadOnly", "Serving"]

STATIC: Final = Path(__file__).with_name("static")
_STATIC: Final = {"trich.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
_LANGUAGE: Final = "trich_language"
_LOG: Final = logging.getLogger("trich.serving")
_YEAR: Final = 365 * 24 * 3600
PATHS: Final = (
    "/", "/check", "/fact", "/document", "/documents", "/values", "/timeline", "/reviews", "/snapshot", "/login",
    "/logout",
)  # fmt: skip
OURS: Final = re.compile(rf"(?:{'|'.join(map(re.escape, PATHS))}|/static/[a-z]+\.[a-z]+)".encode())


View = Callable[[Request], Awaitable[Response]]


class ReadOnly(Database):  # type: ignore[misc]  # Datasette ships no types
    """A database file that is never written here, whatever its name; the texts may be attached to it."""

    def __init__(self, datasette: Datasette, path: Path, attached: Path | None = None) -> None:
        super().__init__(datasette, path=str(path), is_mutable=True)
        self._attached = attached

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection for reading; there is none for writing."""
        address = f"{Path(self.path).absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        if self._attached:
            connection.execute("ATTACH DATABASE ? AS kept", (f"{self._attached.absolute().as_uri()}?mode=ro",))
        self._all_file_connections.append(connection)
        return connection


class Serving:
    """The plugin for one Datasette: routes, guard, logins. `token` is what lets a person write."""

    def __init__(self, pages: Pages, prepared: Prepared, names: Collection[str]) -> None:
        self.token = secrets.token_urlsafe(24)
        self._pages, self._prepared, self._names = pages, prepared, names
        self._stamp = _stamp(prepared.database)
        self._renderer = Renderer(pages)
        self._datasette: Datasette | None = None
        self.__name__ = "extract.serving.plugin"  # Datasette takes a plugin for a module, which has a name

    def bind(self, datasette: Datasette) -> None:
        """Serve this Datasette and no other that the process may hold."""
        self._datasette = datasette

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(self, datasette: Datasette) -> list[tuple[str, View]]:
        """Our pages, before Datasette's own."""
        if datasette is not self._datasette:
            return []
        pages = self._pages
        shown = {
            "/": pages.search, "/check": pages.check, "/document": pages.document, "/documents": pages.documents,
            "/values": pages.values, "/timeline": pages.timeline, "/reviews": pages.all_reviews,
        }  # fmt: skip
        views: dict[str, View] = {path: self._shown(make) for path, make in shown.items()}
        views |= {
            "/fact": self._fact, "/snapshot": self._snapshot, "/login": self._login, "/logout": self._logout,
            "/static/(?P<name>[a-z.]+)": self._static,
        }  # fmt: skip
        return [(f"^{path}$", self._answering(view)) for path, view in views.items()]

    @hookimpl  # type: ignore[untyped-decorator]
    def asgi_wrapper(self, datasette: Datasette) -> Callable[[Asgi], Asgi]:
        """The guard around all of Datasette."""
        if datasette is not self._datasette:
            return lambda app: app
        return lambda app: guarded(app, self._absent, self._names, OURS)

    # -- answers ------------------------------------------------------------------------------------------------

    def _answering(self, view: View) -> View:
        """The view, whose failures are pages too; a fault of ours is also told on the terminal."""

        async def answering(request: Request) -> Response:
            try:
                return await view(request)
            except Absent as absent:
                return self._message(request, 404, str(absent))
            except TrichError as problem:
                return self._message(request, 503, "error.cannot", str(problem))
            except Exception as fault:  # noqa: BLE001 - one page that breaks must not look like the end of the server
                _LOG.exception("%s %s", request.method, request.path)
                return self._message(request, 500, "error.broken", f"{type(fault).__name__}: {fault}")

        return answering

    def _shown(self, make: Callable[[sqlite3.Connection, Asked], Page]) -> View:
        async def view(request: Request) -> Response:
            return self._html(request, await self._made(make, _asked(request)))

        return view

    async def _made(self, make: Callable[[sqlite3.Connection, Asked], Any], asked: Asked) -> Any:
        if _stamp(self._prepared.database) != self._stamp:
            raise TrichError("the data set was made anew since this server was started; start `trich serve` again")
        if self._datasette is None:
            raise TrichError("the server has not been started")
        return await self._datasette.get_database("trich").execute_fn(lambda database: make(database, asked))

    async def _fact(self, request: Request) -> Response:
        asked = _asked(request)
        if request.method != "POST":
            return self._html(request, await self._made(self._pages.fact, asked))
        if not request.actor:
            return self._message(request, 403, "error.not_allowed")
        sent = await request.post_vars()
        made = await self._made(self._pages.review, asked._replace(sent=sent, name=str(request.actor["id"])))
        return Response.redirect(made, 303) if isinstance(made, str) else self._html(request, made, 400)

    async def _snapshot(self, request: Request) -> Response:
        stored = await self._made(self._pages.snapshot, _asked(request))
        return Response(stored, content_type="text/plain; charset=utf-8")

    async def _static(self, request: Request) -> Response:
        name = request.url_vars["name"]
        if name not in _STATIC:
            return self._message(request, 404, "absent.page")
        headers = {"cache-control": "max-age=300"}
        return Response((STATIC / name).read_bytes(), headers=headers, content_type=_STATIC[name])

    async def _login(self, request: Request) -> Response:
        asked = _asked(request)
        if request.method != "POST":
            return self._html(request, Page("login", {"token": asked.get("token"), "back": "", "problem": ""}))
        sent = await request.post_vars()
        name = " ".join(sent.get("name", "").split())[:100]
        right = hmac.compare_digest(sent.get("token", "").strip().encode(), self.token.encode())
        if not (right and name):
            problem = "login.no_name" if right else "login.wrong_token"
            return self._html(request, Page("login", {"token": sent.get("token", ""), "problem": problem}), 403)
        response = Response.redirect("/", 303)
        if self._datasette is not None:
            actor = self._datasette.sign({"a": {"id": name}}, "actor")
            response.set_cookie("ds_actor", actor, httponly=True, samesite="strict")
        return response

    async def _logout(self, request: Request) -> Response:
        response = Response.redirect("/", 303)
        if request.method == "POST":
            response.set_cookie("ds_actor", "", max_age=0, httponly=True, samesite="strict")
        return response

    async def _absent(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._message(Request(scope, receive), 404, "absent.page").asgi_send(send)

    def _html(self, request: Request, page: Page, status: int = 200) -> Response:
        asked = language_of(request.args.get("lang"))
        language: Language = asked or language_of(request.cookies.get(_LANGUAGE)) or "vi"
        response = Response.html(self._renderer.html(page, request, language), status=status)
        if asked:
            response.set_cookie(_LANGUAGE, asked, max_age=_YEAR, samesite="lax", httponly=True)
        return response

    def _message(self, request: Request, status: int, phrase: str, detail: str = "") -> Response:
        return self._html(request, Page("message", {"phrase": phrase, "detail": detail}), status)


def _asked(request: Request) -> Asked:
    return Asked({name: request.args.get(name) for name in request.args})


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns


def login_address(base: str, token: str) -> str:
    """The address of the login with its token filled in."""
    return f"{base}login?{urlencode({'token': token})}"
